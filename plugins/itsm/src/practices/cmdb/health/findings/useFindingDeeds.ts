import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { Finding, FindingResult } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  ITSM_QUERY_ROOT,
  itsmApiRef,
} from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ciFindingTranslationRef } from './translation';

/** The server takes so many in one request. */
const AT_ONCE = 100;
/** So many reasons are told; more nobody reads in a toast. */
const REASONS = 3;

type Deed = 'tasks' | 'excuse' | 'unexcuse';
type Send = (ids: string[]) => Promise<FindingResult>;

/** Asks in portions; stops at the first that is refused as a whole. */
async function inPortions(
  ids: readonly string[],
  send: Send,
): Promise<FindingResult['items']> {
  const results: FindingResult['items'] = [];
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    try {
      results.push(...(await send(ids.slice(i, i + AT_ONCE))).items);
    } catch (e) {
      if (results.length === 0) throw e;
      const reason = errorSentence(e);
      return [
        ...results,
        ...ids.slice(i).map(id => ({ id, done: false, reason })),
      ];
    }
  }
  return results;
}

/** What can be done with findings, said in a toast; each gives the ids of those left as they were. */
export function useFindingDeeds() {
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const api = useApi(itsmApiRef);
  const toast = useApi(toastApiRef);
  const queries = useQueryClient();
  const [pending, setPending] = useState<Deed>();

  const tell = (deed: Deed, results: FindingResult['items']) => {
    // A task that was there already is what was wanted.
    const left = results.filter(r => !r.done && !(deed === 'tasks' && r.task));
    const count = results.length - left.length;
    const reasons = new Set(left.map(r => r.reason ?? t('act.noReason')));
    if (count > 0)
      toast.post({
        title: t(`act.done.${deed}`, { count }),
        status: 'success',
      });
    if (left.length > 0)
      toast.post({
        title: t('act.left', { count: left.length }),
        description: [...reasons].slice(0, REASONS).join(' '),
        status: 'warning',
      });
    return new Set(left.map(r => r.id));
  };
  const run = async (
    deed: Deed,
    findings: readonly Pick<Finding, 'id'>[],
    send: Send,
  ) => {
    setPending(deed);
    try {
      const ids = findings.map(({ id }) => id);
      return tell(deed, await inPortions(ids, send));
    } finally {
      setPending(undefined);
      queries.invalidateQueries({ queryKey: [ITSM_QUERY_ROOT] });
    }
  };
  /** The same for deeds without a form, in which the refusal would stand. */
  const attempt = async (...args: Parameters<typeof run>) => {
    try {
      return await run(...args);
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
      return new Set(args[1].map(({ id }) => id));
    }
  };
  return {
    pending,
    makeTasks: (findings: readonly Pick<Finding, 'id'>[]) =>
      attempt('tasks', findings, ids =>
        api.call(cmdbHealthRoutes.makeTasks, { body: { findings: ids } }),
      ),
    unexcuse: (findings: readonly Pick<Finding, 'id'>[]) =>
      attempt('unexcuse', findings, ids =>
        api.call(cmdbHealthRoutes.unexcuse, { body: { findings: ids } }),
      ),
    /** Rejects with the server's refusal. */
    excuse: (
      findings: readonly Pick<Finding, 'id'>[],
      why: { reason: string; until: string },
    ) =>
      run('excuse', findings, ids =>
        api.call(cmdbHealthRoutes.excuse, {
          body: { findings: ids, ...why },
        }),
      ),
  };
}
