import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { ConfirmResult } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  ITSM_QUERY_ROOT,
  itsmApiRef,
} from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ciConfirmationTranslationRef } from './translation';

/** The server takes so many in one request. */
const AT_ONCE = 200;
const REASONS = 3;

/** Confirms items and says in toasts what became of them. */
export function useConfirm() {
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const api = useApi(itsmApiRef);
  const toast = useApi(toastApiRef);
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);

  const tell = (results: ConfirmResult['items']) => {
    const left = results.filter(({ done }) => !done);
    const count = results.length - left.length;
    if (count > 0)
      toast.post({ title: t('done', { count }), status: 'success' });
    if (left.length > 0) {
      const reasons = new Set(left.map(r => r.reason ?? t('noReason')));
      toast.post({
        title: t('left', { count: left.length }),
        description: [...reasons].slice(0, REASONS).join(' '),
        status: 'warning',
      });
    }
    return new Set(left.map(({ ref }) => ref));
  };
  /** Gives the references of those that are not confirmed. Rejects with the server's refusal. */
  const confirm = async (
    refs: readonly string[],
    note: string,
  ): Promise<ReadonlySet<string>> => {
    setPending(true);
    const results: ConfirmResult['items'] = [];
    try {
      for (let i = 0; i < refs.length; i += AT_ONCE) {
        const body = {
          refs: refs.slice(i, i + AT_ONCE),
          ...(note.trim() ? { note: note.trim() } : {}),
        };
        results.push(
          ...(await api.call(cmdbHealthRoutes.confirm, { body })).items,
        );
      }
      return tell(results);
    } catch (e) {
      if (results.length === 0) throw e;
      const reason = errorSentence(e);
      const rest = refs.slice(results.length);
      return tell([
        ...results,
        ...rest.map(ref => ({ ref, done: false, reason })),
      ]);
    } finally {
      setPending(false);
      queries.invalidateQueries({ queryKey: [ITSM_QUERY_ROOT] });
    }
  };
  return { confirm, isPending };
}
