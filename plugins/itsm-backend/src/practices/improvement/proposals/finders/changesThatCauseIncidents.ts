import type { ChangeConsequence } from '@callboard/plugin-itsm-node';
import {
  groupBy,
  incidentWhy,
  percent,
  pointsOf,
  savedByHalf,
  sinceThen,
  slotOf,
  sum,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** Of fewer changes nothing can be said. */
export const LEAST_CHANGES = 5;
/** So many incidents are no chance. */
export const LEAST_CAUSED = 3;
/** How much more often than all other changes they cause incidents. */
const TIMES_OTHERS = 2;
/** What another finding tells to so great a part is not told again. */
const TOLD = 2 / 3;

/** What is known of changes and what came of them. */
export interface ConsequenceFacts {
  changes: readonly ChangeConsequence[];
  /** What templates are called, by key. */
  templates: ReadonlyMap<string, string>;
}

const causing = (changes: readonly ChangeConsequence[]) =>
  changes.filter(({ incidents }) => incidents > 0);

/** How they can have something in common, what tells most first. */
const WAYS = [
  { by: 'template', keyOf: (c: ChangeConsequence) => c.templateKey },
  { by: 'service', keyOf: (c: ChangeConsequence) => c.serviceRef },
  { by: 'team', keyOf: (c: ChangeConsequence) => c.ownerRef },
] as const;

/** Finds changes of one template, service or team that cause more incidents than all others do. */
export function changesThatCauseIncidents(
  facts: ConsequenceFacts,
  tools: Tools,
): Found[] {
  const { windows, effort, nameOf } = tools;
  const late = facts.changes.filter(({ at }) => at >= windows.now.from);
  const told = new Set<ChangeConsequence>();
  const found: Found[] = [];
  for (const { by, keyOf } of WAYS) {
    for (const [key, changes] of groupBy(late, keyOf)) {
      const bad = causing(changes);
      const incidents = sum(changes.map(c => c.incidents));
      if (changes.length < LEAST_CHANGES || incidents < LEAST_CAUSED) continue;
      const others = late.length - changes.length;
      const rate = bad.length / changes.length;
      const otherRate =
        others > 0 ? (causing(late).length - bad.length) / others : 0;
      if (rate < otherRate * TIMES_OTHERS) continue;
      if (bad.filter(c => told.has(c)).length >= bad.length * TOLD) continue;
      bad.forEach(c => told.add(c));
      const all = facts.changes.filter(c => keyOf(c) === key);
      const early = all.filter(({ at }) => at < windows.now.from);
      const name =
        by === 'template' ? facts.templates.get(key) ?? key : nameOf(key);
      const dimension = {
        template: 'templateKey',
        service: 'serviceRef',
        team: 'ownerRef',
      }[by];
      const services = [...groupBy(changes, c => c.serviceRef).keys()];
      const teams = [...groupBy(changes, c => c.ownerRef).keys()];
      const serviceRef = services.length === 1 ? services[0] : undefined;
      const ownerRef = teams.length === 1 ? teams[0] : undefined;
      const whose = {
        template: `from the template ${name}`,
        service: `of ${name}`,
        team: `by ${name}`,
      }[by];
      found.push({
        finder: 'changes-causing-incidents',
        subject: `${by} ${key}`,
        size: incidents,
        title: `${bad.length} of ${changes.length} changes ${whose} caused incidents`,
        why: `Of all other changes ${percent(
          otherRate,
        )} did. What these have in common, their steps, their tests or their time, can be made safer once for all of them.`,
        serviceRef: by === 'service' ? key : serviceRef,
        ownerRef: by === 'team' ? key : ownerRef,
        entities: [
          ...(by === 'template' ? [] : [key]),
          ...[serviceRef, ownerRef].flatMap(ref => ref ?? []),
        ],
        evidence: {
          ...timeOf(windows),
          figures: [
            {
              label: 'Changes that caused incidents',
              value: rate,
              unit: 'percent',
              before:
                early.length > 0
                  ? causing(early).length / early.length
                  : undefined,
            },
            { label: 'All other changes', value: otherRate, unit: 'percent' },
            {
              label: 'Incidents caused',
              value: incidents,
              unit: 'count',
              before: sum(early.map(c => c.incidents)),
            },
            {
              label: 'Changes',
              value: changes.length,
              unit: 'count',
              before: early.length,
            },
          ],
          series: {
            label: 'Incidents caused',
            unit: 'count',
            points: pointsOf(
              windows,
              windows.slots.map((_, slot) =>
                sum(
                  all
                    .filter(c => slotOf(windows, c.at) === slot)
                    .map(c => c.incidents),
                ),
              ),
            ),
          },
          records: {
            type: 'change',
            query: {
              filter: sinceThen(windows, 'actualEnd', { [dimension]: key }),
            },
          },
          kpi: {
            key: 'changes.failure-rate',
            where: { [dimension]: [key] },
          },
        },
        estimate: savedByHalf(incidents, 'incidents', {
          hours: effort.incident,
          why: incidentWhy(effort.incident),
        }),
        measure: {
          kpi: 'changes.failure-rate',
          where: { [dimension]: [key] },
          direction: 'down',
        },
      });
    }
  }
  return found;
}
