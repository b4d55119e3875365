import {
  hoursOf,
  percent,
  savedByHalf,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** So many promises that were missed are no chance. */
export const LEAST_HELD = 5;
/** A team that had less of the time is not where it goes. */
const LEAST_SHARE = 0.2;

/** The time that a team had of promises that were missed. */
export interface Held {
  ownerRef: string;
  /** Of so many promises. */
  count: number;
  heldMs: number;
}

/** What is known of where the time went. */
export interface HeldFacts {
  now: readonly Held[];
  before: readonly Held[];
  /** Of all teams. */
  totalMs: number;
  totalBeforeMs: number;
}

/** Finds teams that had much of the time of promises that were missed. */
export function timeHeld(facts: HeldFacts, tools: Tools): Found[] {
  const { windows, effort, nameOf } = tools;
  const before = new Map(facts.before.map(one => [one.ownerRef, one]));
  return facts.now.flatMap(({ ownerRef, count, heldMs }): Found[] => {
    const share = facts.totalMs > 0 ? heldMs / facts.totalMs : 0;
    if (count < LEAST_HELD || share < LEAST_SHARE) return [];
    const then = before.get(ownerRef);
    const name = nameOf(ownerRef);
    return [
      {
        finder: 'time-held',
        subject: ownerRef,
        size: heldMs,
        title: `${percent(
          share,
        )} of the time of missed promises passed at ${name}`,
        why: `${name} had ${count} records for ${hoursOf(
          heldMs,
        )} of working time until their promise was missed. Where time passes is where the next hour is won: by handing on sooner, by more hands, or by another promise.`,
        ownerRef,
        entities: [ownerRef],
        evidence: {
          ...timeOf(windows),
          figures: [
            {
              label: 'Working time held',
              value: heldMs,
              unit: 'duration',
              before: then?.heldMs ?? 0,
            },
            {
              label: 'Of all teams',
              value: share,
              unit: 'percent',
              before:
                facts.totalBeforeMs > 0
                  ? (then?.heldMs ?? 0) / facts.totalBeforeMs
                  : undefined,
            },
            {
              label: 'Promises missed',
              value: count,
              unit: 'count',
              before: then?.count ?? 0,
            },
          ],
          rows: {
            label: 'Who had the time',
            valueLabel: 'Working time',
            unit: 'duration',
            items: facts.now.map(one => ({
              label: nameOf(one.ownerRef),
              ref: one.ownerRef,
              value: one.heldMs,
            })),
          },
          kpi: {
            key: 'service-levels.breaches-by-holder',
            by: 'ownerRef',
          },
        },
        estimate: savedByHalf(count, 'missed promises', {
          hours: effort.breach,
          why: `A promise that is missed takes ${effort.breach} h of asking, explaining and escalating. Change it with itsm.improvement.effort.breach.`,
        }),
        measure: {
          kpi: 'service-levels.breaches-by-holder',
          where: { ownerRef: [ownerRef] },
          statistic: 'sum',
          target: Math.round(heldMs / 3 / 2),
          direction: 'down',
        },
      },
    ];
  });
}
