import type {
  Clock,
  ServiceCheck,
  ServiceCheckAnswer,
} from '@callboard/plugin-itsm-node';
import type { KnownNeeds, KnownNeedsStore } from './KnownNeedsStore';

function needsAnswer({ needs, confirmedAt }: KnownNeeds): ServiceCheckAnswer {
  if (needs > 0)
    return { state: 'met', words: needs === 1 ? '1 known' : `${needs} known` };
  return confirmedAt === undefined
    ? { state: 'missing', words: 'Nothing is known that it needs' }
    : { state: 'met', words: 'Its owners confirmed that it needs nothing' };
}

function confirmedAnswer(
  { confirmedAt, confirmDueAt }: KnownNeeds,
  now: number,
): ServiceCheckAnswer {
  if (confirmDueAt === undefined) return { state: 'not-needed' };
  if (confirmDueAt > now) return { state: 'met' };
  return {
    state: 'missing',
    words:
      confirmedAt === undefined
        ? 'Nobody confirmed them yet'
        : 'They were confirmed too long ago',
  };
}

/** What a managed service has of what the CMDB knows. */
export function needsChecks(
  store: KnownNeedsStore,
  clock: Clock,
): ServiceCheck[] {
  const check = (
    of: Omit<ServiceCheck, 'read'>,
    answer: (known: KnownNeeds) => ServiceCheckAnswer,
  ): ServiceCheck => ({
    ...of,
    async read(services) {
      const known = await store.of(services.map(({ ref }) => ref));
      return new Map([...known].map(([ref, one]) => [ref, answer(one)]));
    },
  });
  return [
    check(
      {
        key: 'dependencies',
        label: 'Dependencies',
        why: 'What it needs decides what takes it down, and whether its promises can be kept.',
        remedy:
          'Name what it needs in its catalog file, e.g. `spec.dependsOn`, or confirm in the CMDB that it needs nothing.',
        weight: 5,
      },
      needsAnswer,
    ),
    check(
      {
        key: 'confirmed',
        label: 'Data confirmed',
        why: 'What is known of it helps only as long as it is true.',
        remedy: 'Confirm in the CMDB that what is known of it is true.',
        path: () => '/itsm/cmdb/confirmations',
        weight: 2,
      },
      known => confirmedAnswer(known, clock.now()),
    ),
  ];
}
