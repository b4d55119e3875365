import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { practiceModule, startPortal, type BenchPortal } from './portal';

/** What the running kernel has beside its contract. */
export interface RunningKernel extends ItsmKernel {
  followers: { start(): void; drain(): Promise<void>; stop(): Promise<void> };
  due: ItsmKernel['due'] & {
    start(): void;
    stop(): Promise<void>;
    runDue(): Promise<number>;
  };
}

/** Starts the plugin on a database. Nothing runs in the background until somebody starts it. */
export async function startQuietly(
  knex: Knex,
): Promise<{ portal: BenchPortal; kernel: RunningKernel }> {
  let running: RunningKernel | undefined;
  const portal = await startPortal(
    knex,
    practiceModule({
      id: 'bench',
      title: 'Bench',
      start(kernel) {
        running = kernel as RunningKernel;
      },
    }),
  );
  const kernel = running!;
  await kernel.followers.stop();
  await kernel.due.stop();
  return { portal, kernel };
}
