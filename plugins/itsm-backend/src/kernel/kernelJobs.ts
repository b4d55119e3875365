import type { Practice } from '@callboard/plugin-itsm-node';
import type { KernelParts } from './buildKernel';

const MINUTE_MS = 60_000;

/** The kernel's own periodic work, in the form in which practices bring theirs. */
export function kernelJobs(kernel: KernelParts): Practice {
  const { git, idempotency, attachments, approving, config } = kernel;
  const seconds =
    config.getOptionalNumber('itsm.definitions.everySeconds') ?? 60;
  return {
    id: 'kernel',
    title: 'Kernel',
    jobs: () => [
      approving.job,
      ...(git.isConfigured
        ? [
            {
              id: 'definitions',
              everyMs: seconds * 1000,
              run: () => git.sync(),
            },
          ]
        : []),
      {
        id: 'idempotency',
        everyMs: 15 * MINUTE_MS,
        run: async () => {
          await idempotency.store.sweep();
        },
      },
      {
        id: 'attachments',
        everyMs: 15 * MINUTE_MS,
        run: async () => {
          await attachments.sweep();
        },
      },
    ],
  };
}
