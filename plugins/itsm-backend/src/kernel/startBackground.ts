import type {
  LifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Practice } from '@callboard/plugin-itsm-node';
import type { KernelParts } from './buildKernel';

const LEAST_EVERY = 5_000;
const JOB_TIMEOUT = { minutes: 30 };

/**
 * Makes known what practices do in the background, once the kernel stands and the database is
 * migrated. Nothing runs yet.
 */
export async function prepareBackground(
  kernel: KernelParts,
  practices: readonly Practice[],
): Promise<void> {
  kernel.followers.register(kernel.projections);
  kernel.due.register(kernel.dueHandlers);
  for (const practice of practices) {
    kernel.due.register(practice.dueHandlers?.(kernel) ?? []);
    kernel.followers.register(practice.projections?.(kernel) ?? []);
  }
  await kernel.followers.prepare();
  await kernel.counting.prepare();
}

/** Starts followers, due work and the practices' jobs with the backend, and ends them with it. */
export async function startBackground(
  kernel: KernelParts,
  practices: readonly Practice[],
  deps: { lifecycle: LifecycleService; scheduler: SchedulerService },
): Promise<void> {
  const { due, followers } = kernel;
  deps.lifecycle.addStartupHook(() => {
    followers.start();
    due.start();
  });
  deps.lifecycle.addShutdownHook(async () => {
    await Promise.all([followers.stop(), due.stop()]);
  });
  for (const practice of practices) {
    for (const job of practice.jobs?.(kernel) ?? []) {
      await deps.scheduler.scheduleTask({
        id: `itsm-${practice.id}-${job.id}`,
        frequency: { milliseconds: Math.max(LEAST_EVERY, job.everyMs) },
        timeout: JOB_TIMEOUT,
        scope: 'global',
        fn: () => job.run(),
      });
    }
  }
}
