import {
  COST_KINDS,
  COST_SORTS,
  costRoutes,
  monthSchema,
} from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';

/** Which months are looked at. */
export const PERIODS = ['year', 'thisYear', 'lastYear', 'own'] as const;
export type Period = (typeof PERIODS)[number];

const monthOf = (date: DateTime) => date.toFormat('yyyy-MM');
const isMonth = (text: string | undefined): text is string =>
  monthSchema.safeParse(text).success;

/** The months of a period; none where the server says which. */
export function monthsOf(
  period: Period,
  now = DateTime.now(),
): { from?: string; to?: string } {
  if (period === 'thisYear')
    return { from: monthOf(now.startOf('year')), to: monthOf(now) };
  if (period === 'lastYear') {
    const last = now.minus({ years: 1 });
    return {
      from: monthOf(last.startOf('year')),
      to: monthOf(last.endOf('year')),
    };
  }
  return {};
}

/** What the address asks for of costs. */
export function useCostQuestion() {
  const url = useUrlValues();
  const [from, to] = [url.get('from') || undefined, url.get('to') || undefined];
  const said = PERIODS.find(p => p === url.get('period'));
  const period: Period = said ?? (from || to ? 'own' : 'year');
  const months =
    period === 'own'
      ? {
          from: isMonth(from) ? from : undefined,
          to: isMonth(to) ? to : undefined,
        }
      : monthsOf(period);
  const sort = COST_SORTS.find(s => s === url.get('sort')) ?? 'actual';
  const order =
    url.get('order') === 'asc' || url.get('order') === 'desc'
      ? (url.get('order') as 'asc' | 'desc')
      : undefined;
  const filters = {
    ...months,
    owner: url.get('owner') || undefined,
    kind: COST_KINDS.find(k => k === url.get('kind')),
    q: url.get('q') || undefined,
  };
  return {
    url,
    period,
    months,
    filters,
    sort: { by: sort, order: order ?? (sort === 'name' ? 'asc' : 'desc') },
    isFiltered: Boolean(filters.owner || filters.kind || filters.q),
    size: Number(url.get('size')) || 50,
    cursor: url.get('cursor') || undefined,
  } as const;
}
export type CostQuestion = ReturnType<typeof useCostQuestion>;

/** What services cost, as the address asks for it. */
export function useCosts({ filters, sort, size, cursor }: CostQuestion) {
  return useItsmQuery(costRoutes.overview, {
    query: {
      ...filters,
      sort: sort.by,
      order: sort.order,
      limit: size,
      cursor,
    },
    keepPrevious: true,
  });
}
