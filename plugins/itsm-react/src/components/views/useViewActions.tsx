import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { SavedView } from '@callboard/plugin-itsm-common';
import { errorSentence } from '../../api/errors';
import { itsmReactTranslationRef } from '../../translation';
import type { SavedViews } from './useSavedViews';

/** How long a deleted view can be brought back, in milliseconds. */
const UNDO_MS = 10_000;
const BRIEF_MS = 4_000;

/** What is done with a saved view at one press, each with a word about how it went. */
export function useViewActions(saved: SavedViews) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const toast = useApi(toastApiRef);
  const attempt = async (action: () => Promise<unknown>) => {
    try {
      await action();
      return true;
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
      return false;
    }
  };
  const restore = (view: SavedView) =>
    attempt(async () => {
      const { name, query, sharing, groups, isDefault } = view;
      const again = await saved.create({ name, query, sharing, groups });
      if (isDefault) await saved.startWith(again.id);
    });
  return {
    attempt,
    remove: async (view: SavedView) => {
      if (!(await attempt(() => saved.remove(view)))) return false;
      const shown = toast.post({
        title: t('views.removed', { name: view.name }),
        status: 'success',
        timeout: UNDO_MS,
        description: (
          <Button
            size="small"
            variant="secondary"
            onPress={() => {
              shown.close();
              restore(view);
            }}
          >
            {t('views.undo')}
          </Button>
        ),
      });
      return true;
    },
    startWith: (id: string | null) => attempt(() => saved.startWith(id)),
    copyLink: (href: string) =>
      attempt(async () => {
        await navigator.clipboard.writeText(href);
        toast.post({
          title: t('views.copied'),
          status: 'success',
          timeout: BRIEF_MS,
        });
      }),
  };
}
