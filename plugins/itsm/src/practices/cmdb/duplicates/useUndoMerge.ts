import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { cmdbSourceRoutes } from '@callboard/plugin-itsm-common';
import { errorSentence, useItsmMutation } from '@callboard/plugin-itsm-react';
import { ciDuplicatesTranslationRef } from './translation';

/** Takes a merge back and says so; works from a toast whose page is gone, too. */
export function useUndoMerge() {
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const toast = useApi(toastApiRef);
  const mutation = useItsmMutation(cmdbSourceRoutes.undoMerge);
  return {
    isPending: mutation.isPending,
    undo: async (mergeRef: string, name: string) => {
      try {
        await mutation.mutateAsync({ body: { mergeRef } });
        toast.post({ title: t('undone', { name }), status: 'success' });
      } catch (e) {
        toast.post({ title: errorSentence(e), status: 'danger' });
      }
    },
  };
}
