import { useApi } from '@backstage/frontend-plugin-api';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { useEffect, useRef, useState } from 'react';
import { itsmApiRef } from '../../api/itsmApiRef';
import { useItsmQuery } from '../../api/useItsmQuery';
import { takeNewest, takeOlder } from './seenEntries';
import type { SeenEntries } from './seenEntries';

/** What part of a timeline is shown. */
export type TimelineShow = 'all' | 'comments' | 'changes';

const FIRST = 30;
const MORE = 100;

/**
 * The timeline of a record, newest first. Only the newest page is asked for again as others change
 * the record; what was read below it stays, because a journal only grows.
 */
export function useJournal(number: string, show: TimelineShow) {
  const api = useApi(itsmApiRef);
  const params = { id: number };
  const newest = useItsmQuery(kernelRoutes.listJournal, {
    params,
    query: { show, limit: FIRST },
    live: true,
  });
  const what = `${number} ${show}`;
  const [kept, setKept] = useState<{ what: string; seen: SeenEntries }>();
  const [more, setMore] = useState<{ isPending: boolean; error?: unknown }>({
    isPending: false,
  });
  const current = useRef(what);
  current.current = what;

  const { data } = newest;
  useEffect(() => {
    if (!data) return;
    setKept(old => ({
      what,
      seen: takeNewest(old?.what === what ? old.seen : undefined, data),
    }));
  }, [data, what]);
  const seen = kept?.what === what ? kept.seen : undefined;

  const readOn = async () => {
    const cursor = seen?.nextCursor;
    if (!cursor || more.isPending) return;
    setMore({ isPending: true });
    try {
      const page = await api.call(kernelRoutes.listJournal, {
        params,
        query: { show, limit: MORE, cursor },
      });
      setMore({ isPending: false });
      if (current.current !== what) return;
      setKept(old =>
        // What came in meanwhile may have begun anew; then this page is not the next one.
        old?.what === what && old.seen.nextCursor === cursor
          ? { what, seen: takeOlder(old.seen, page) }
          : old,
      );
    } catch (error) {
      setMore({ isPending: false, error });
    }
  };
  return {
    seen,
    isPending: !seen && !newest.error,
    error: seen ? undefined : newest.error,
    refetch: newest.refetch,
    /** Reads the page below what is shown. */
    readOn,
    isReadingOn: more.isPending,
    readOnError: more.error,
  };
}
