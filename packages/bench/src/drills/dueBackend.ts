import { mockCredentials } from '@backstage/backend-test-utils';
import type { DueHandler, ItsmKernel } from '@callboard/plugin-itsm-node';
import knexFactory from 'knex';
import { benchRoutes } from '../backend/routesModule';
import { practiceModule, startPortal } from '../portal';

/** What is to be scheduled: one every so many milliseconds from an instant on. */
export interface DrillSchedule {
  from: number;
  count: number;
  everyMs: number;
}

const KIND = 'drill.note';
const CHUNK = 1000;

/** Notes in the database that something happened, and when. Nothing keeps it from doing so twice. */
const noting = (name: string): DueHandler => ({
  kind: KIND,
  title: 'Notes that it happened',
  handle: (item, context) =>
    context.finish(async tx => {
      await tx('drill_notes').insert({
        key: item.key,
        backend: name,
        due_at: item.dueAt,
        done_at: Date.now(),
      });
    }),
});

async function schedule(kernel: ItsmKernel, plan: DrillSchedule) {
  for (let first = 0; first < plan.count; first += CHUNK) {
    const length = Math.min(CHUNK, plan.count - first);
    await kernel.due.schedule(
      Array.from({ length }, (_, i) => ({
        kind: KIND,
        key: String(first + i),
        dueAt: Math.floor(plan.from + (first + i) * plan.everyMs),
      })),
    );
  }
}

/**
 * A backend of its own process on the drill's database: `NAME` takes due work, `NAME --idle` only
 * schedules it and answers requests.
 */
export async function main(args: readonly string[]): Promise<void> {
  const [name] = args;
  const idle = args.includes('--idle');
  const knex = knexFactory({
    client: 'pg',
    connection: process.env.DRILL_DATABASE,
    pool: { min: 0, max: 10 },
  });
  let kernel: ItsmKernel | undefined;
  const drill = practiceModule({
    id: 'drill',
    title: 'Drill',
    dueHandlers: () => (idle ? [] : [noting(name)]),
    start(started) {
      kernel = started;
    },
  });
  const { url } = await startPortal(knex, drill, benchRoutes);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (plan: DrillSchedule) => {
    await schedule(kernel!, plan);
    process.send!({ scheduled: plan.count });
  });
  const authorization = mockCredentials.user.header('user:default/maria');
  process.send!({ up: { url, authorization } });
}
