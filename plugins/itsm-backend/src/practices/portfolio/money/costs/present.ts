import type { CostItem, CostLine } from '@callboard/plugin-itsm-common';
import type { ItemRow, LineRow } from './CostStore';
import { itemInMonth } from './itemMonths';

/** A cost as the API tells it. */
export const presentLine = (line: LineRow): CostLine => ({
  id: line.id,
  serviceRef: line.serviceRef,
  month: line.month,
  kind: line.kind,
  plan: line.plan,
  amount: { minor: line.minor, currency: line.currency },
  note: line.words,
  source: line.source,
  externalId: line.externalId === line.id ? undefined : line.externalId,
  version: line.version,
  updatedAt: new Date(line.updatedAt).toISOString(),
});

/** A line of a cost model as the API tells it. */
export const presentItem = (item: ItemRow): CostItem => ({
  id: item.id,
  serviceRef: item.serviceRef,
  title: item.words,
  kind: item.kind,
  plan: item.plan,
  from: item.from,
  to: item.to,
  quantity: item.quantity / 1000,
  unit: item.unit,
  minor: item.minor,
  currency: item.currency,
  per: item.per,
  contract: item.contract,
  monthly: { minor: itemInMonth(item, item.from), currency: item.currency },
  version: item.version,
});
