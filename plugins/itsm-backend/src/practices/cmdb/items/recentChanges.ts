import {
  KINDS_BESIDE,
  type CiEvent,
  type CiRecentPage,
  type CiRecentQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { describeEvents, visibleEvents } from '../events';
import type { HistoryStore } from '../HistoryStore';

const DEFAULT_LIMIT = 25;
const AT_ONCE = 200;
/** Changes that are looked at for one page, at most. */
const MOST_LOOKED = 2_000;
const BESIDE: readonly string[] = KINDS_BESIDE;

type Told = Awaited<ReturnType<HistoryStore['told']>>[number];

/**
 * What changed across the catalog and the caller may see, newest first. Changes are read in batches
 * until a page is full or enough were looked at, so that a page costs the same however much
 * happened.
 */
export async function recentChanges(
  kernel: Pick<ItsmKernel, 'catalog' | 'catalogAccess'>,
  history: HistoryStore,
  caller: Caller,
  query: CiRecentQuery,
): Promise<CiRecentPage> {
  const { limit = DEFAULT_LIMIT, kind: kinds } = query;
  const owners = query.owner === 'mine' ? caller.ownership : undefined;
  const isAsked = ({ kind = '', ownerRef }: Told) =>
    (kinds ? kinds.includes(kind) : !BESIDE.includes(kind)) &&
    (!owners || (ownerRef !== undefined && owners.includes(ownerRef)));

  const items: CiEvent[] = [];
  let before = query.cursor === undefined ? undefined : Number(query.cursor);
  let looked = 0;
  let ended = false;
  while (!ended && items.length <= limit && looked < MOST_LOOKED) {
    const batch = await history.told(AT_ONCE, before);
    const asked = batch.filter(isAsked).map(({ version }) => version);
    const seen = await kernel.catalogAccess.readable(
      caller,
      asked.map(({ ref }) => ref),
    );
    items.push(
      ...(await visibleEvents(
        kernel.catalogAccess,
        caller,
        asked.filter(({ ref }) => seen.has(ref)),
      )),
    );
    looked += batch.length;
    ended = batch.length < AT_ONCE;
    before = batch[batch.length - 1]?.version.position ?? before;
  }
  const shown = items.slice(0, limit);
  let next: number | undefined;
  if (items.length > limit) next = shown[shown.length - 1].position;
  else if (!ended) next = before;
  return {
    items: shown,
    pageInfo: { nextCursor: next === undefined ? undefined : String(next) },
    refs: await describeEvents(kernel.catalog, shown),
  };
}
