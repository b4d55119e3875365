import { hoursOf, plain, timeOf, type Found, type Tools } from './model';

/** What has been open for longer is old. */
export const OLD_DAYS = 30;
/** So many old ones are no chance. */
export const LEAST_OLD = 5;

/** Old incidents of a team. */
export interface Aged {
  ownerRef?: string;
  count: number;
  openMs: number;
}

/** What was old at the end of the time that is looked at, and at its beginning. */
export interface AgedFacts {
  now: readonly Aged[];
  before: readonly Aged[];
}

/** Finds teams whose open incidents get old, and more of them than before. */
export function ageingBacklog(
  { now, before }: AgedFacts,
  { windows, effort, nameOf }: Tools,
): Found[] {
  return now.flatMap(({ ownerRef, count, openMs }): Found[] => {
    const then = before.find(one => one.ownerRef === ownerRef)?.count ?? 0;
    if (!ownerRef || count < LEAST_OLD || count <= then) return [];
    const name = nameOf(ownerRef);
    const hours = Math.round(count * effort.aged * 10) / 10;
    return [
      {
        finder: 'ageing-backlog',
        subject: ownerRef,
        size: count,
        title: `${count} incidents with ${name} have been open for more than ${OLD_DAYS} days`,
        why: `90 days before there were ${then}. Old work is looked at again and again, and who waits for it asks again: solve it, or say that it will not be done.`,
        ownerRef,
        entities: [ownerRef],
        evidence: {
          ...timeOf(windows),
          figures: [
            {
              label: `Open for more than ${OLD_DAYS} days`,
              value: count,
              unit: 'count',
              before: then,
            },
            {
              label: 'Age on average',
              value: openMs / count,
              unit: 'duration',
            },
          ],
          rows: {
            label: 'Team',
            valueLabel: `Open for more than ${OLD_DAYS} days`,
            unit: 'count',
            items: [{ label: name, ref: ownerRef, value: count }],
          },
          records: {
            type: 'incident',
            query: {
              owner: ownerRef,
              category: 'open,waiting',
              filter: JSON.stringify({
                createdAt: {
                  $lt: new Date(
                    windows.now.to - OLD_DAYS * 86_400_000,
                  ).toISOString(),
                },
              }),
            },
          },
          kpi: {
            key: 'incidents.backlog-age',
            where: { ownerRef: [ownerRef] },
          },
        },
        estimate: {
          hours,
          formula: `${count} incidents × ${plain(
            effort.aged,
          )} h a month = ${plain(hours)} h a month`,
          assumptions: [
            `An old incident takes ${plain(
              effort.aged,
            )} h a month of looking at it again and answering who asks. Change it with itsm.improvement.effort.aged.`,
            `On average they are ${hoursOf(
              openMs / count,
            )} old; all of them are decided about.`,
          ],
        },
        measure: {
          kpi: 'incidents.backlog-age',
          where: { ownerRef: [ownerRef] },
          target: OLD_DAYS * 86_400_000,
          direction: 'down',
        },
      },
    ];
  });
}
