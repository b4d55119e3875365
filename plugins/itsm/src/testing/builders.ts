import type { IncidentSummary } from '@callboard/plugin-itsm-common';

/** An incident as lists show it. */
export function anIncident(
  changes: Partial<IncidentSummary> = {},
): IncidentSummary {
  return {
    id: '0190f5f2-0000-7000-8000-000000001042',
    number: 'INC-1042',
    type: 'incident',
    title: 'Checkout answers 502',
    status: 'new',
    statusCategory: 'open',
    priority: 1,
    serviceRef: 'component:default/checkout',
    ownerRef: 'group:default/payments',
    visibility: 'internal',
    version: 1,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    ...changes,
  };
}

/** A page of incidents. */
export function aPage(items: IncidentSummary[] = []) {
  return { items, pageInfo: {}, total: items.length, refs: {} };
}
