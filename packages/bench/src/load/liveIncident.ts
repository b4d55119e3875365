import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { serviceOf, teamOf, users } from '../backend/organisation';

const person = (n: number): Caller => ({
  kind: 'user',
  ref: users[n % users.length],
  ownership: [users[n % users.length], teamOf(n)],
  roles: new Set(['agent']),
});

/**
 * An incident from filing to its resolution, with a comment: four entries.
 *
 * @param steps - how many of the three after its filing happen
 */
export async function live(
  kernel: ItsmKernel,
  n: number,
  steps = 3,
): Promise<void> {
  const asks = person(n);
  // Somebody else of the same team.
  const works = person(n + 20);
  const { records } = kernel;
  const { record } = await records.changeRecord(asks, {
    create: 'incident',
    set: {
      serviceRef: serviceOf(n, n),
      title: 'Checkout answers slowly since the morning',
      description: 'Customers wait for ten seconds before the page opens.',
      impact: 2,
      urgency: 1 + (n % 3),
    },
  });
  const { id } = record;
  if (steps < 1) return;
  await records.changeRecord(asks, {
    id,
    comment: { body: 'It is worse in the afternoon.', audience: 'requester' },
  });
  if (steps < 2) return;
  await records.changeRecord(works, {
    id,
    transition: 'start',
    set: { assigneeRef: works.ref },
  });
  if (steps < 3) return;
  await records.changeRecord(works, {
    id,
    transition: 'resolve',
    set: { resolution: 'More workers.', resolutionCode: 'solved' },
  });
}
