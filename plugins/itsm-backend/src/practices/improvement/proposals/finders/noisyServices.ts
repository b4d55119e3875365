import { verdictOf } from '@callboard/plugin-itsm-common';
import {
  incidentWhy,
  MONTHS,
  plain,
  sinceThen,
  sum,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** The weeks that are news: the rest is what is usual. */
const LATELY = 3;
/** Of fewer in those weeks nothing is said, whatever was usual. */
export const LEAST_LATELY = 6;
const WEEKS_A_MONTH = 52 / 12;

/** Incidents of a service by week. */
export interface WeeksOfService {
  serviceRef: string;
  /** Oldest first; whole weeks only. */
  weeks: readonly { from: string; to: string; value: number }[];
}

/** Finds services with far more incidents than their own past explains (Shewhart's rules). */
export function noisyServices(
  { services }: { services: readonly WeeksOfService[] },
  { windows, effort, nameOf }: Tools,
): Found[] {
  return services.flatMap(({ serviceRef, weeks }): Found[] => {
    const lately = weeks.slice(-LATELY);
    const recent = sum(lately.map(({ value }) => value));
    if (lately.length < LATELY || recent < LEAST_LATELY) return [];
    const judged = verdictOf(weeks, 'down', { bounds: { least: 0, step: 1 } });
    if (judged.verdict !== 'worse' || !judged.xmr || !judged.signal) return [];
    const { centre, lower, upper } = judged.xmr;
    const mean = recent / LATELY;
    const name = nameOf(serviceRef);
    const excess = Math.max(0, mean - centre) * WEEKS_A_MONTH;
    const hours = Math.round(excess * effort.incident * 10) / 10;
    return [
      {
        finder: 'noisy-service',
        subject: serviceRef,
        size: mean,
        title: `${name} has ${plain(mean)} incidents a week, ${plain(
          centre,
        )} are usual`,
        why: `The weeks since ${weeks[judged.signal.since].from.slice(
          0,
          10,
        )} are more than chance: ${
          judged.signal.words
        }. Something changed there; what it was can be found while it is fresh.`,
        serviceRef,
        entities: [serviceRef],
        evidence: {
          ...timeOf(windows),
          from: weeks[0].from,
          to: weeks[weeks.length - 1].to,
          figures: [
            {
              label: 'Incidents a week, of the last three',
              value: mean,
              unit: 'number',
              before: centre,
            },
            { label: 'Usual at most', value: upper, unit: 'number' },
          ],
          series: {
            label: `Incidents of ${name} by week`,
            unit: 'count',
            points: [...weeks],
            limits: { centre, lower, upper },
          },
          records: {
            type: 'incident',
            query: {
              service: serviceRef,
              filter: sinceThen(windows, 'createdAt'),
            },
          },
          kpi: {
            key: 'incidents.volume',
            where: { serviceRef: [serviceRef] },
            grain: 'week',
          },
        },
        estimate: {
          hours,
          formula: `(${plain(mean)} − ${plain(
            centre,
          )}) incidents a week × 52 weeks ÷ 12 months × ${plain(
            effort.incident,
          )} h = ${plain(hours)} h a month`,
          assumptions: [
            incidentWhy(effort.incident),
            'It can be brought back to what was usual.',
          ],
        },
        measure: {
          kpi: 'incidents.volume',
          where: { serviceRef: [serviceRef] },
          target: Math.round((centre * 90) / 7 / MONTHS),
          direction: 'down',
          hoursEach: effort.incident,
        },
      },
    ];
  });
}
