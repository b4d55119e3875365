import type { TransitionPage } from '@callboard/plugin-itsm-common';

const PLANS_AT_ONCE = 50;

export const MILESTONES_HEADER = [
  'Service',
  'Title of the service',
  'Status',
  'Milestone',
  'State',
  'Owner',
  'Planned from',
  'Planned to',
  'Expected from',
  'Expected to',
  'Done',
  'Going live',
  'On the critical path',
  'Waits for',
  'Changes',
] as const;

/** One row for each milestone, read plan by plan: no more than a page in memory. */
export async function* milestoneRows(
  read: (place: { limit: number; cursor?: string }) => Promise<TransitionPage>,
  most: number,
): AsyncGenerator<string[]> {
  let cursor: string | undefined;
  let left = most;
  do {
    const page = await read({ limit: PLANS_AT_ONCE, cursor });
    for (const plan of page.items) {
      const titles = new Map(plan.milestones.map(m => [m.id, m.title ?? '']));
      for (const milestone of plan.milestones) {
        if (left === 0) return;
        left -= 1;
        const { forecast } = milestone;
        yield [
          plan.number,
          plan.title,
          plan.statusLabel,
          milestone.title ?? '',
          milestone.state,
          milestone.ownerRef ?? '',
          milestone.plannedFrom,
          milestone.plannedTo,
          forecast?.from ?? '',
          forecast?.to ?? '',
          milestone.doneAt ?? '',
          milestone.goLive ? 'yes' : 'no',
          forecast?.critical ? 'yes' : 'no',
          milestone.dependsOn.map(id => titles.get(id) ?? '').join('; '),
          milestone.changes.map(change => change.number).join('; '),
        ];
      }
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined);
}
