import type { IncidentsOnItem } from '@callboard/plugin-itsm-node';
import {
  byLargest,
  groupBy,
  halfLess,
  hoursOf,
  incidentWhy,
  isFading,
  PARTS,
  percent,
  pointsOf,
  savedByHalf,
  sinceThen,
  sum,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** So many in the time that is looked at are no chance. */
export const LEAST_ON_ITEM = 6;

/** What is known of incidents on items. */
export interface OnItemFacts {
  onItems: readonly IncidentsOnItem[];
  /** Incidents of all services in the time that is looked at. */
  total: number;
  /** By service. */
  volumes: ReadonlyMap<string, number>;
}

/** Finds items that incidents come back to, and not less often than before. */
export function repeatedOnItem(
  { onItems, total, volumes }: OnItemFacts,
  tools: Tools,
): Found[] {
  const { windows, effort, nameOf } = tools;
  return [...groupBy(onItems, row => row.ciRef)].flatMap(
    ([ciRef, rows]): Found[] => {
      const late = rows.filter(({ slot }) => slot >= PARTS);
      const early = rows.filter(({ slot }) => slot < PARTS);
      const count = sum(late.map(row => row.count));
      const before = sum(early.map(row => row.count));
      if (count < LEAST_ON_ITEM || isFading(count, before)) return [];
      const openMs = sum(late.map(row => row.openMs));
      const bySlot = windows.slots.map((_, slot) =>
        sum(rows.filter(row => row.slot === slot).map(row => row.count)),
      );
      const services = [...groupBy(late, row => row.serviceRef)]
        .map(([ref, its]) => ({ ref, value: sum(its.map(row => row.count)) }))
        .sort(
          byLargest(
            s => s.value,
            s => s.ref,
          ),
        );
      const [main] = services;
      const name = nameOf(ciRef);
      return [
        {
          finder: 'repeated-on-item',
          subject: ciRef,
          size: count,
          title: `${name} had ${count} incidents in 90 days`,
          why: `Incidents that come back to one item have a cause in common: it is a problem to be solved once. These are ${percent(
            total > 0 ? count / total : 0,
          )} of all incidents, and were open for ${hoursOf(
            openMs,
          )} together. In the 90 days before there were ${before}.`,
          serviceRef: main?.ref,
          entities: [ciRef, ...services.map(({ ref }) => ref)],
          evidence: {
            ...timeOf(windows),
            figures: [
              { label: 'Incidents', value: count, unit: 'count', before },
              {
                label: 'Of all incidents',
                value: total > 0 ? count / total : 0,
                unit: 'percent',
              },
              {
                label: 'Open, together',
                value: openMs,
                unit: 'duration',
                before: sum(early.map(row => row.openMs)),
              },
            ],
            series: {
              label: `Incidents on ${name}`,
              unit: 'count',
              points: pointsOf(windows, bySlot),
            },
            rows: {
              label: 'Service',
              valueLabel: 'Incidents',
              unit: 'count',
              items: services.map(({ ref, value }) => ({
                label: nameOf(ref),
                ref,
                value,
              })),
            },
            records: {
              type: 'incident',
              query: { filter: sinceThen(windows, 'createdAt', { ciRef }) },
            },
            kpi: main && {
              key: 'incidents.volume',
              where: { serviceRef: [main.ref] },
            },
          },
          estimate: savedByHalf(count, 'incidents', {
            hours: effort.incident,
            why: incidentWhy(effort.incident),
          }),
          measure: main && {
            kpi: 'incidents.volume',
            where: { serviceRef: [main.ref] },
            target: halfLess(volumes.get(main.ref) ?? main.value, main.value),
            direction: 'down',
            hoursEach: effort.incident,
          },
        },
      ];
    },
  );
}
