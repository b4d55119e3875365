import { useSignal } from '@backstage/plugin-signals-react';
import { RECORDS_SIGNAL_CHANNEL } from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setLiveTold, useLive } from './live';

/**
 * Pages look again at most this often, and not all at the same moment, so that a busy morning does
 * not become a busy server. Milliseconds.
 */
const PAUSE_MS = 1_000;
const SPREAD_MS = 1_000;

let waiting: ReturnType<typeof setTimeout> | undefined;

/**
 * Asks again for every followed answer in view when the backend says so. The signal itself says
 * nothing: what one may see, the server decides when it is asked.
 */
export function LiveSignals() {
  const { lastSignal } = useSignal(RECORDS_SIGNAL_CHANNEL);
  const [live] = useLive();
  const queries = useQueryClient();
  useEffect(() => {
    // That signals are installed does not say that they arrive; one that has arrived does.
    if (lastSignal) setLiveTold(true);
  }, [lastSignal]);
  useEffect(() => {
    if (!lastSignal || !live || waiting) return;
    waiting = setTimeout(() => {
      waiting = undefined;
      if (document.hidden) {
        // Nobody looks: mark as old, and ask when somebody does.
        queries.invalidateQueries({ predicate: isLive, refetchType: 'none' });
      } else {
        queries.invalidateQueries({ predicate: isLive });
      }
    }, PAUSE_MS + Math.random() * SPREAD_MS);
  }, [lastSignal, live, queries]);
  return null;
}

function isLive(query: { meta?: Record<string, unknown> }): boolean {
  return Boolean(query.meta?.live);
}
