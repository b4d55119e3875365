import type {
  DeliveryAnswer,
  DeliveryChannelId,
  DeliveryState,
} from '@callboard/plugin-itsm-common';
import { v5 as uuidv5 } from 'uuid';

/** Something that is to be sent to somebody. It has no content: that is made when it is sent. */
export interface PlannedDelivery {
  channel: DeliveryChannelId;
  /** Reference of a user, or id of a webhook endpoint. */
  recipient: string;
  topic: string;
  /** The journal entry that it tells of. */
  position: number;
  subjectType: string;
  subjectId: string;
}

/** A delivery as it is stored. Instants are milliseconds since the epoch. */
export interface StoredDelivery extends Omit<PlannedDelivery, 'position'> {
  id: string;
  /** Absent for a test. */
  position?: number;
  state: DeliveryState;
  /** All attempts ever made. */
  attempts: number;
  /** Attempts before the last replay; the pauses start anew after it. */
  givenUp: number;
  lastError?: string;
  answer?: DeliveryAnswer;
  nextAttemptAt?: number;
  createdAt: number;
  finishedAt?: number;
}

/** What came of an attempt. */
export type Outcome =
  | { state: 'sent'; answer?: DeliveryAnswer }
  /** It is not to be sent any more, e.g. because the recipient may not read it. */
  | { state: 'skipped'; reason: string }
  | {
      state: 'failed';
      error: string;
      answer?: DeliveryAnswer;
      /** Whether another attempt makes no sense. */
      final?: boolean;
      /** The receiver asks not to be tried before. */
      notBefore?: number;
    }
  /** No attempt was made; it is looked at again at an instant. */
  | { state: 'later'; at: number };

/** A way out of the system. */
export interface DeliveryChannel {
  id: DeliveryChannelId;
  /** For people who look after the system. */
  title: string;
  /** Milliseconds before the second attempt, the third… Their number is that of the retries. */
  pauses: readonly number[];
  /** Deliveries of one lane are sent one at a time, whichever backend sends them. */
  laneOf?(recipient: string): string;
  /** How many attempts a backend makes at a time. Default: as many as due work allows. */
  atOnce?: number;
  /**
   * Makes the content and sends it, under the delivery's id. Errors thrown are those of
   * ourselves, e.g. a database that is away; what the receiver did is an outcome.
   */
  send(delivery: StoredDelivery): Promise<Outcome>;
  /**
   * {@link DeliveryChannel.send} for deliveries of one journal entry in one go, for channels where
   * that is cheaper. First attempts come together; what failed is tried again by itself, so that
   * no recipient can spoil it for the others.
   *
   * @returns what came of each, in their order
   */
  sendTogether?(deliveries: readonly StoredDelivery[]): Promise<Outcome[]>;
}

const NAMESPACE = '8a4f3a52-6f3b-5f0e-9d56-2d6f0c4a9b11';

/**
 * The id of a delivery: the same whenever the same entry is to go to the same recipient the same
 * way, so that reading the journal twice sends nothing twice, and receivers know a repetition.
 */
export function deliveryId(
  delivery: Pick<PlannedDelivery, 'channel' | 'position' | 'recipient'>,
): string {
  const { channel, position, recipient } = delivery;
  return uuidv5(`${channel} ${position} ${recipient}`, NAMESPACE);
}
