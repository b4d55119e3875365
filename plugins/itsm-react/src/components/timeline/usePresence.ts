import { useApi } from '@backstage/frontend-plugin-api';
import {
  PRESENCE_LEASE_MS,
  presenceRoutes,
} from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { itsmApiRef } from '../../api/itsmApiRef';
import { itsmQueryKey, useItsmQuery } from '../../api/useItsmQuery';
import { refTitle } from '../text/RefLabel';

const BEAT_MS = PRESENCE_LEASE_MS / 3;

/**
 * Who else is replying to a record, and the way to say that one is.
 *
 * A heartbeat goes out with the first key and every third of a lease while somebody types on;
 * nothing is sent while nobody does. Whoever stops is gone when their lease is over. None of it is
 * worth an error on the page.
 */
export function usePresence(number: string, enabled: boolean) {
  const api = useApi(itsmApiRef);
  const queries = useQueryClient();
  const lastBeat = useRef(0);
  const { data } = useItsmQuery(presenceRoutes.listPresence, {
    params: { id: number },
    enabled,
    live: enabled,
  });

  const type = useCallback(() => {
    if (!enabled || Date.now() - lastBeat.current < BEAT_MS) return;
    lastBeat.current = Date.now();
    const params = { id: number };
    api
      .call(presenceRoutes.bePresent, { params, body: { doing: 'replying' } })
      .then(answer =>
        queries.setQueryData(
          itsmQueryKey(presenceRoutes.listPresence, { params }),
          answer,
        ),
      )
      .catch(() => undefined);
  }, [api, queries, number, enabled]);

  const leave = useCallback(() => {
    if (!lastBeat.current) return;
    lastBeat.current = 0;
    api
      .call(presenceRoutes.leave, { params: { id: number } })
      .catch(() => undefined);
  }, [api, number]);
  useEffect(() => leave, [leave]);

  // A lease ends without anybody saying so.
  const [, rerender] = useState(0);
  const replying = (data?.items ?? []).filter(
    person =>
      person.doing === 'replying' && Date.parse(person.until) > Date.now(),
  );
  const nextEnd = Math.min(...replying.map(p => Date.parse(p.until)));
  useEffect(() => {
    if (!Number.isFinite(nextEnd)) return undefined;
    const timer = setTimeout(
      () => rerender(n => n + 1),
      Math.max(nextEnd - Date.now(), 0) + 50,
    );
    return () => clearTimeout(timer);
  }, [nextEnd]);

  return {
    /** Names of those who are replying. */
    replying: replying.map(p => refTitle(p.principalRef, data?.refs)),
    /** Call on every key. */
    type,
    /** Call when what was typed is sent or thrown away. */
    leave,
  };
}
