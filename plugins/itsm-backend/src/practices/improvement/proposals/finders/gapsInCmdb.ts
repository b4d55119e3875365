import type { CiGap } from '@callboard/plugin-itsm-node';
import {
  byLargest,
  groupBy,
  plain,
  savedByHalf,
  sinceThen,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** A service with fewer incidents is no hurry. */
export const LEAST_INCIDENTS = 5;

/** A service with its incidents, and the items that they were about. */
export interface ServiceWithItems {
  serviceRef: string;
  incidents: number;
  before: number;
  /** The service and the items that its incidents named. */
  items: readonly string[];
}

/** What is known of services and what their items lack. */
export interface GapFacts {
  services: readonly ServiceWithItems[];
  gaps: readonly CiGap[];
}

/** Finds services with incidents whose items lack what one needs to solve them. */
export function gapsInCmdb(
  { services, gaps }: GapFacts,
  { windows, effort, nameOf }: Tools,
): Found[] {
  const byItem = groupBy(gaps, gap => gap.ref);
  return services.flatMap(
    ({ serviceRef, incidents, before, items }): Found[] => {
      if (incidents < LEAST_INCIDENTS) return [];
      const lacking = items.flatMap(ref => byItem.get(ref) ?? []);
      if (lacking.length === 0) return [];
      const labels = [...groupBy(lacking, gap => gap.label)]
        .map(([label, its]) => ({ label, value: its.length }))
        .sort(
          byLargest(
            l => l.value,
            l => l.label,
          ),
        );
      const refs = [...groupBy(lacking, gap => gap.ref).keys()];
      const name = nameOf(serviceRef);
      return [
        {
          finder: 'cmdb-gaps',
          subject: serviceRef,
          size: lacking.length,
          title: `${name} had ${incidents} incidents, and ${
            lacking.length === 1
              ? 'something is missing'
              : `${lacking.length} things are missing`
          } about its items`,
          why: `Who solves an incident looks for whose an item is, what it belongs to and what to do. Missing: ${labels
            .slice(0, 3)
            .map(({ label }) => label)
            .join('; ')}.`,
          serviceRef,
          entities: [serviceRef, ...refs.filter(ref => ref !== serviceRef)],
          evidence: {
            ...timeOf(windows),
            figures: [
              {
                label: 'What is missing',
                value: lacking.length,
                unit: 'count',
              },
              { label: 'Items', value: refs.length, unit: 'count' },
              {
                label: 'Incidents',
                value: incidents,
                unit: 'count',
                before,
              },
            ],
            rows: {
              label: 'Missing',
              valueLabel: 'Items',
              unit: 'count',
              items: labels,
            },
            records: {
              type: 'incident',
              query: {
                service: serviceRef,
                filter: sinceThen(windows, 'createdAt'),
              },
            },
            kpi: { key: 'cmdb.health' },
          },
          estimate: savedByHalf(incidents, 'incidents', {
            hours: effort.gap,
            why: `What the CMDB does not say takes ${plain(
              effort.gap,
            )} h in an incident to find out. Change it with itsm.improvement.effort.gap.`,
          }),
          measure: {
            kpi: 'cmdb.health',
            direction: 'up',
          },
        },
      ];
    },
  );
}
