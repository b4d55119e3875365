import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  SignalPayload,
  SignalsService,
} from '@backstage/plugin-signals-node';
import {
  RECORDS_SIGNAL_CHANNEL,
  recordSignalChannel,
  type Participant,
  type Visibility,
} from '@callboard/plugin-itsm-common';
import type { Callers } from '../access/Callers';
import type { Members } from '../news/Members';
import { Throttle } from './Throttle';

const INTERVAL_MS = 1000;

/** What must be known of a record to say that it changed. */
export interface HintSubject {
  record: { id: string; type: string; visibility: Visibility };
  participants: readonly Participant[];
}

/**
 * Tells open pages to look again, and nothing else. Of a record that everybody may learn of,
 * everybody is told that "some record of this type" changed, and whoever has the record open that
 * it did; of a restricted record only those who may read it are told. At most once a second per
 * type and per record; best effort: pages look again by themselves too.
 */
export class Hints {
  readonly #throttle = new Throttle(INTERVAL_MS);

  constructor(
    private readonly deps: {
      signals: SignalsService;
      members: Members;
      callers: Callers;
      logger: LoggerService;
    },
  ) {}

  /** A record, or who is at it, changed. Returns at once. */
  changed(
    subject: HintSubject,
    options: { pageToo?: boolean; listsToo: boolean },
  ): void {
    const { id, type, visibility } = subject.record;
    const open = visibility !== 'restricted';
    // A record may become restricted between two hints: each is thrown for itself.
    if (options.pageToo ?? true) {
      this.#throttle.ask(`${id} ${visibility}`, () =>
        this.#publish(subject, recordSignalChannel(id), {}),
      );
    }
    if (!options.listsToo) return;
    const key = open ? type : `${type} ${id}`;
    this.#throttle.ask(key, () =>
      this.#publish(subject, RECORDS_SIGNAL_CHANNEL, {
        topic: 'records',
        type,
      }),
    );
  }

  #publish(
    subject: HintSubject,
    channel: string,
    message: Record<string, string>,
  ): void {
    this.#recipients(subject)
      .then(recipients =>
        recipients === undefined
          ? undefined
          : this.deps.signals.publish({ recipients, channel, message }),
      )
      .catch(error =>
        this.deps.logger.debug(`A signal could not be sent: ${error}`),
      );
  }

  async #recipients({
    record,
    participants,
  }: HintSubject): Promise<SignalPayload['recipients'] | undefined> {
    if (record.visibility !== 'restricted') return { type: 'broadcast' };
    const readers = participants
      .filter(p => p.canRead)
      .map(p => p.principalRef);
    const entityRef = await this.deps.members.expand([
      ...readers,
      ...this.deps.callers.holdersOf('restrictedReader'),
    ]);
    return entityRef.length > 0 ? { type: 'user', entityRef } : undefined;
  }

  /** Says at once what is held back, e.g. before the backend stops. */
  flush(): void {
    this.#throttle.flush();
  }
}
