import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { changeRoutes, concernsChange } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  useItsmMutation,
  useRequestKey,
} from '@callboard/plugin-itsm-react';
import { beginsAtOnce, toNewChange } from './draft';
import type { ChangeForm } from './draft';
import { changeFormTranslationRef } from './translation';

const BRIEF_MS = 6_000;

/** How a change goes on once it is filed, and what is said then. */
const WAYS = {
  schedule: 'scheduled',
  'start-emergency': 'started',
  submit: 'submitted',
} as const;

function wayOf(change: Change, form: ChangeForm): keyof typeof WAYS {
  if (concernsChange('schedule', change)) return 'schedule';
  // Whoever files it for others cannot begin it for them.
  const mayStart = change.viewer.transitions.some(
    ({ name, allowed }) => name === 'start-emergency' && allowed,
  );
  return mayStart && beginsAtOnce(form, Date.now())
    ? 'start-emergency'
    : 'submit';
}

/**
 * Files what was written, and submits or begins it if that is wanted: a draft is filed in any case, so that a
 * refused submission loses nothing.
 */
export function useFiling(onFiled: (number: string) => void) {
  const { t } = useTranslationRef(changeFormTranslationRef);
  const toast = useApi(toastApiRef);
  const file = useItsmMutation(changeRoutes.file);
  const transition = useItsmMutation(changeRoutes.transition);
  const keyOf = useRequestKey();
  const say = (
    title: string,
    status: 'success' | 'warning',
    timeout?: number,
  ) => toast.post({ title, status, timeout });

  return {
    isPending: file.isPending || transition.isPending,
    error: file.error,
    send: async (form: ChangeForm, submit: boolean) => {
      const body = toNewChange(form);
      let change;
      try {
        change = await file.mutateAsync({
          body: body as never,
          idempotencyKey: keyOf(body),
        });
      } catch {
        // It stands in the form.
        return;
      }
      const { number, version } = change;
      if (!submit) {
        say(t('filed', { number }), 'success', BRIEF_MS);
        onFiled(number);
        return;
      }
      const way = wayOf(change, form);
      try {
        await transition.mutateAsync({
          params: { id: number },
          body: { transition: way },
          ifMatch: version,
        });
        say(t(WAYS[way], { number }), 'success', BRIEF_MS);
      } catch (e) {
        say(t('notSubmitted', { number, why: errorSentence(e) }), 'warning');
      }
      onFiled(number);
    },
  };
}
