import {
  monthNumber,
  monthsFromTo,
  type CostPlan,
} from '@callboard/plugin-itsm-common';
import type { CostSumRow, ItemRow } from './CostStore';

/** What all of a line of a cost model costs in the time that its price is for. */
const whole = ({ quantity, minor }: Pick<ItemRow, 'quantity' | 'minor'>) =>
  Math.round((quantity * minor) / 1000);

/** What a line of a cost model comes to in a month; twelve months of a yearly price are that price. */
export function itemInMonth(item: ItemRow, month: string): number {
  const sum = whole(item);
  if (item.per === 'month') return sum;
  const k = (monthNumber(month) - monthNumber(item.from)) % 12;
  return Math.round((sum * (k + 1)) / 12) - Math.round((sum * k) / 12);
}

/** What cost models come to, month by month. */
export function itemSums(
  items: readonly ItemRow[],
  from: string,
  to: string,
): CostSumRow[] {
  return items.flatMap(item => {
    const begin = item.from > from ? item.from : from;
    const end = item.to !== undefined && item.to < to ? item.to : to;
    const plans: CostPlan[] =
      item.plan === 'both' ? ['actual', 'budget'] : [item.plan];
    return monthsFromTo(begin, end).flatMap(month =>
      plans.map(plan => ({
        ref: item.serviceRef,
        month,
        kind: item.kind,
        plan,
        currency: item.currency,
        minor: itemInMonth(item, month),
      })),
    );
  });
}
