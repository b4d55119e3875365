import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CloudEvent } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type Clock } from '@callboard/plugin-itsm-node';
import { readEntry } from '../deliveries/readEntry';
import { loadSubjects } from '../deliveries/subjects';
import type {
  DeliveryChannel,
  Outcome,
  StoredDelivery,
} from '../deliveries/types';
import {
  CLOUD_EVENT_CONTENT,
  recordEvent,
  type EventTools,
} from './cloudEvent';
import type { Endpoint, EndpointStore } from './EndpointStore';
import { afterFailure, afterSuccess } from './health';
import { journalEndpoint } from './journalEndpoint';
import { NoAnswerError, type EventPoster, type PostAnswer } from './postEvent';
import type { RecordPredicates } from './RecordPredicates';
import { signedHeaders } from './secrets';
import { whyNot } from './wants';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a status that is not good means, for the log. */
function fault(status: number): string {
  if (status >= 300 && status < 400)
    return `Answered ${status}: redirects are not followed; change the address`;
  return `Answered ${status}`;
}

/**
 * Sends events to receivers, after Standard Webhooks: signed, at least once, with the pauses it
 * recommends. One event at a time goes to a receiver, in the order in which they happened as far
 * as nothing fails; an event that is tried again is passed by later ones. A receiver that does not
 * answer is left alone for a while, one that says it is gone (410), or fails for
 * `itsm.webhooks.disableAfterDays` (default 5), is switched off.
 */
export class WebhookChannel implements DeliveryChannel {
  readonly id = 'webhook' as const;
  readonly title = 'Sends webhooks';
  readonly pauses = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ];

  constructor(
    private readonly deps: {
      endpoints: EndpointStore;
      predicates: RecordPredicates;
      tools: EventTools;
      poster: EventPoster;
      clock: Clock;
      logger: LoggerService;
      disableAfterDays: number;
    },
  ) {}

  laneOf(recipient: string): string {
    return `webhook.${recipient}`;
  }

  async send(delivery: StoredDelivery): Promise<Outcome> {
    const { endpoints, predicates, tools, clock } = this.deps;
    const endpoint = await endpoints.get(delivery.recipient);
    if (!endpoint) return { state: 'skipped', reason: 'The receiver is gone' };
    if (!endpoint.enabled) {
      const error = 'The receiver is switched off';
      return { state: 'failed', error, final: true };
    }
    const { pausedUntil = 0 } = endpoint;
    if (pausedUntil > clock.now()) return { state: 'later', at: pausedUntil };
    await predicates.refresh();
    const [entry, subjects] = await Promise.all([
      readEntry(tools.knex, tools.principals, delivery.position!),
      loadSubjects(tools.knex, tools.types, [delivery.subjectId]),
    ]);
    const subject = subjects.get(delivery.subjectId);
    if (!entry || !subject)
      return { state: 'skipped', reason: 'The record is not there any more' };
    const reason = whyNot(endpoint, entry, subject, predicates);
    if (reason) return { state: 'skipped', reason };
    const event = await recordEvent(
      tools,
      endpoint,
      delivery.id,
      entry,
      subject,
    );
    if (!event)
      return { state: 'skipped', reason: 'It tells of what it may not see' };
    return this.post(endpoint, event);
  }

  /** Sends an event once, and notes how the receiver is doing. */
  async post(endpoint: Endpoint, event: CloudEvent): Promise<Outcome> {
    const { clock, poster, endpoints } = this.deps;
    const body = JSON.stringify(event);
    const started = performance.now();
    let answer: PostAnswer | undefined;
    let error: string | undefined;
    try {
      answer = await poster.post(
        endpoint.url,
        {
          'content-type': CLOUD_EVENT_CONTENT,
          'user-agent': 'Callboard-Webhooks/1.0',
          ...signedHeaders(endpoint, event.id, clock.now(), body),
        },
        body,
      );
      const good = answer.status >= 200 && answer.status < 300;
      if (!good) error = fault(answer.status);
    } catch (thrown) {
      if (!(thrown instanceof NoAnswerError)) throw thrown;
      error = thrown.message;
    }
    const log = {
      url: new URL(endpoint.url).origin,
      requestBytes: Buffer.byteLength(body),
      status: answer?.status,
      excerpt: answer?.excerpt,
      durationMs: Math.round(performance.now() - started),
    };
    const now = clock.now();
    if (error === undefined) {
      await endpoints.noteHealth(endpoint.id, afterSuccess(now));
      return { state: 'sent', answer: log };
    }
    const final = answer?.status === 410;
    await this.#failed(endpoint, answer);
    const notBefore = now + (answer?.retryAfterMs ?? 0);
    return { state: 'failed', error, answer: log, final, notBefore };
  }

  async #failed(
    endpoint: Endpoint,
    answer: PostAnswer | undefined,
  ): Promise<void> {
    const { clock, endpoints, disableAfterDays } = this.deps;
    const now = clock.now();
    const health = afterFailure(
      endpoint,
      now,
      answer !== undefined,
      answer?.retryAfterMs,
    );
    await endpoints.noteHealth(endpoint.id, health);
    if (answer?.status === 410) {
      await this.#disable(endpoint.id, 'It says that it is gone (410)');
    } else if (now - health.failingSince! >= disableAfterDays * DAY) {
      await this.#disable(
        endpoint.id,
        `Every attempt failed for ${disableAfterDays} days`,
      );
    }
  }

  async #disable(id: string, reason: string): Promise<void> {
    const { endpoints, clock, logger, tools } = this.deps;
    const { ref } = SYSTEM_CALLER;
    const actors = await tools.principals.ids([ref]);
    await endpoints.knex.transaction(async tx => {
      const endpoint = await endpoints.lock(tx, id);
      if (!endpoint?.enabled) return;
      await journalEndpoint(
        tx,
        endpoints,
        clock,
        { ...endpoint, enabled: false, disabledReason: reason },
        {
          kind: 'webhook.disabled',
          actor: actors.get(ref)!,
          payload: { reason },
        },
      );
    });
    logger.warn(`The webhook ${id} was switched off: ${reason}`);
  }
}
