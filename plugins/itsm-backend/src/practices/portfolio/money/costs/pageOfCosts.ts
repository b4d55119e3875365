import type {
  CostOverviewQuery,
  RefInfo,
  ServiceCost,
} from '@callboard/plugin-itsm-common';
import { readCostCursor, writeCostCursor } from './cursor';

const PAGE = 50;

/** A page of rows in the order that is asked for. */
export function pageOfCosts(
  rows: readonly ServiceCost[],
  query: CostOverviewQuery,
  titles: Readonly<Record<string, RefInfo>>,
) {
  const { cursor, limit = PAGE, sort = 'actual', ...asked } = query;
  const order = query.order ?? (sort === 'name' ? 'asc' : 'desc');
  const valueOf = (row: ServiceCost): number | string => {
    if (sort === 'name')
      return (titles[row.ref]?.title ?? row.ref).toLocaleLowerCase('en-US');
    const money = sort === 'variance' ? row.variance : row[sort].converted;
    // What cannot be told in one currency comes last.
    return money?.minor ?? (order === 'desc' ? -Infinity : Infinity);
  };
  const sign = order === 'desc' ? -1 : 1;
  const compare = (
    [a, aRef]: readonly [number | string, string],
    [b, bRef]: readonly [number | string, string],
  ) => {
    if (a !== b) return a < b ? -sign : sign;
    return aRef < bRef ? -1 : Number(aRef > bRef);
  };
  const placed = rows
    .map(row => ({ row, place: [valueOf(row), row.ref] as const }))
    .sort((a, b) => compare(a.place, b.place));
  const mark = { ...asked, sort, order };
  const after = cursor ? readCostCursor(cursor, mark) : undefined;
  const place =
    after &&
    ([sort === 'name' ? after[0] : Number(after[0]), after[1]] as const);
  const rest = place ? placed.filter(p => compare(p.place, place) > 0) : placed;
  const items = rest.slice(0, limit);
  const last = items[items.length - 1];
  return {
    items: items.map(p => p.row),
    pageInfo: {
      nextCursor:
        rest.length > limit
          ? writeCostCursor([String(last.place[0]), last.place[1]], mark)
          : undefined,
    },
  };
}
