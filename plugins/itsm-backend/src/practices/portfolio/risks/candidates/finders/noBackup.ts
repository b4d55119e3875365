import type { NeededItem } from '@callboard/plugin-itsm-node';
import {
  impactOfTier,
  pathOfItem,
  titleOf,
  type FinderTools,
  type FoundRisk,
} from './model';

/** Finds stores of data that say of themselves that they are not backed up. */
export function withoutBackup(
  items: readonly Pick<NeededItem, 'ref' | 'needs' | 'groups'>[],
  tools: FinderTools & { attribute: string; none: readonly string[] },
): FoundRisk[] {
  const { things, attribute, none } = tools;
  return [...things.values()].flatMap((thing): FoundRisk[] => {
    const value = thing.attributes[attribute];
    if (value === undefined) return [];
    if (!none.includes(value.toLocaleLowerCase('en-US'))) return [];
    const { ref, title, ownerRef } = thing;
    const users = items
      .filter(
        item =>
          item.needs.includes(ref) ||
          item.groups.some(({ of }) => of.includes(ref)),
      )
      .map(item => item.ref);
    return [
      {
        finder: 'no-backup',
        subject: ref,
        severity: Math.max(1, users.length),
        likelihood: 2,
        impact: Math.max(
          ...[ref, ...users].map(one => impactOfTier(things.get(one)?.tier)),
        ),
        title: `${title} has no backup`,
        why: 'What it holds is lost for good if it breaks, or if somebody deletes the wrong thing.',
        remedy: 'Back it up, and try whether that can be restored.',
        serviceRef: ref,
        ownerRef,
        entities: [ref, ...users],
        facts: [
          { label: attribute, value, ref },
          ...users.slice(0, 10).map(one => ({
            label: 'Needed by',
            value: titleOf(tools, one),
            ref: one,
          })),
        ],
        path: pathOfItem(ref),
      },
    ];
  });
}
