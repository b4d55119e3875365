import {
  beginAfter,
  digestWords,
  lastDigest,
  nextDigest,
  type DigestTime,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type ItsmKernel,
  type Job,
} from '@callboard/plugin-itsm-node';
import { DIGEST_SUBJECT, DIGEST_TOLD, type DigestPayload } from './digestNews';
import type { DigestStore } from './DigestStore';
import type { Numbers } from './LeadershipService';

type Executor = Parameters<ItsmKernel['due']['schedule']>[1];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long numbers that are not all counted are waited for. */
const MOST_WAITING = 24 * HOUR;
const LOOK_AGAIN = 10 * MINUTE;

export const DIGEST_WORK = 'improvement.digest';

/**
 * Tells the numbers of a month when it is over, once: whichever backend takes the work marks the month
 * in the transaction that tells of it. After a downtime the last month is told and no earlier one.
 * Numbers that are not all counted yet are waited for, a day at most.
 */
export class DigestWork {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'due' | 'journal'>,
    private readonly deps: {
      store: DigestStore;
      zone: string;
      numbers(asOf: string): Promise<Numbers>;
    },
  ) {}

  get handler(): DueHandler {
    return {
      kind: DIGEST_WORK,
      title: 'Tells the numbers of a month',
      handle: (_, context) => this.#tell(context),
    };
  }

  get job(): Job {
    return { id: DIGEST_WORK, everyMs: HOUR, run: () => this.plan() };
  }

  /**
   * Sees to it that the next one is planned, or the last one again if nobody was told of it; months before
   * the first time are told to nobody.
   */
  async plan(): Promise<void> {
    const { store, zone } = this.deps;
    const now = this.kernel.clock.now();
    const last = lastDigest(now, zone);
    const finished = await store.lastDay();
    if (finished === undefined) await store.finish(last.key, now);
    const isMissed = finished !== undefined && finished < last.key;
    await this.#schedule(isMissed ? last : nextDigest(now, zone));
  }

  async #schedule(
    { key, at }: DigestTime,
    options: { dueAt?: number; executor?: Executor } = {},
  ): Promise<void> {
    const { dueAt = at, executor } = options;
    await this.kernel.due.schedule(
      // One that leads to the next is no chain of rules that set each other off.
      [{ kind: DIGEST_WORK, key, dueAt, depth: 0 }],
      executor,
    );
  }

  async #tell(context: DueContext): Promise<void> {
    const { now } = context;
    const { store, zone } = this.deps;
    const time = lastDigest(now, zone);
    const numbers = await this.deps.numbers(time.asOf);
    if (isBehind(numbers) && now - time.at < MOST_WAITING) {
      await context.finish(executor =>
        this.#schedule(time, { dueAt: now + LOOK_AGAIN, executor }),
      );
      return;
    }
    const words = digestWords(numbers);
    await context.finish(async tx => {
      await this.#schedule(nextDigest(now, zone), { executor: tx });
      const isFirst = await store.finish(time.key, now, tx);
      if (!isFirst || !words) return;
      const payload: DigestPayload = { ...words, asOf: time.asOf };
      const prepared = await this.kernel.journal.prepare(
        tx,
        SYSTEM_CALLER,
        [
          {
            subjectType: DIGEST_SUBJECT,
            subjectId: time.key,
            kind: DIGEST_TOLD,
            at: now,
            payload,
          },
        ],
        new Map(),
      );
      await prepared.append();
    });
  }
}

/** Whether something of the month may not be counted yet. */
function isBehind({
  countedUntil,
  rebuilding,
  unread,
  month,
  zone,
}: Numbers): boolean {
  const over = beginAfter(Date.parse(month), 'month', zone);
  return rebuilding || (unread > 0 && Date.parse(countedUntil) < over);
}
