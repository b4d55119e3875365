import { minutesWords, PLANNED_TIERS } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type ItsmKernel,
  type ServiceCheck,
  type ServiceCheckAnswer,
} from '@callboard/plugin-itsm-node';
import type {
  ContinuityBook,
  ContinuityEntry,
} from './continuity/ContinuityBook';
import type { RiskStore } from './RiskStore';

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

function comesBack({
  service,
  plan,
  gaps,
}: ContinuityEntry): ServiceCheckAnswer {
  if (!plan) {
    const planned: readonly string[] = PLANNED_TIERS;
    // Who knows how critical it is not, does not know that it needs none.
    return service.tier && !planned.includes(service.tier)
      ? { state: 'not-needed', words: 'It is not critical.' }
      : { state: 'missing' };
  }
  // A check names no other service: who looks at it may not see that.
  const own = gaps.find(({ kind }) => kind !== 'slow-dependency');
  return own
    ? { state: 'missing', words: own.words }
    : {
        state: 'met',
        words: `Back after ${minutesWords(plan.rtoMinutes!)}, tested`,
      };
}

/** What a managed service has of what is known of risks and continuity. */
export function riskChecks(
  kernel: Pick<ItsmKernel, 'clock'>,
  deps: { book: ContinuityBook; store: RiskStore },
): ServiceCheck[] {
  return [
    {
      key: 'continuity',
      label: 'Continuity plan',
      why: 'What is critical has to come back in time, and one only knows that it does if it was tried.',
      remedy:
        'Add a continuity plan: how soon it must be back, and how. Then test it and record the test.',
      path: ref =>
        `/itsm/portfolio/continuity?service=${encodeURIComponent(ref)}`,
      weight: 4,
      async read(services) {
        const entries = await deps.book.of(
          SYSTEM_CALLER,
          services.map(({ ref }) => ref),
        );
        return new Map(
          entries.map(entry => [entry.service.ref, comesBack(entry)]),
        );
      },
    },
    {
      key: 'risk-review',
      label: 'Risks reviewed',
      why: 'What could happen is known beforehand, and looked at again before it is forgotten.',
      remedy:
        'Add its risks to the risk register, and review those that are due.',
      path: ref => `/itsm/portfolio/risks?service=${encodeURIComponent(ref)}`,
      weight: 3,
      async read(services) {
        const found = await deps.store.reviews(services.map(({ ref }) => ref));
        const now = kernel.clock.now();
        return new Map(
          [...found].map(([ref, { nextAt }]): [string, ServiceCheckAnswer] => [
            ref,
            nextAt < now
              ? {
                  state: 'missing',
                  words: `A review has been due since ${day(nextAt)}.`,
                }
              : {
                  state: 'met',
                  words:
                    nextAt === Infinity
                      ? 'Its risks are written down'
                      : `Next review on ${day(nextAt)}`,
                },
          ]),
        );
      },
    },
  ];
}
