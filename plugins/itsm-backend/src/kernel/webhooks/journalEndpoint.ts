import type { Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { appendJournal } from '../journal/appendJournal';
import { seal } from '../journal/entries';
import type { PrincipalId } from '../journal/PrincipalStore';
import type { Endpoint, EndpointStore } from './EndpointStore';

/** The subject type of receivers in the journal. */
export const WEBHOOK_SUBJECT = 'webhook';

/** What happens to a receiver. Payloads hold neither address nor secret: both may let people in. */
export interface EndpointEvent {
  kind:
    | 'webhook.added'
    | 'webhook.changed'
    | 'webhook.secret-rotated'
    | 'webhook.removed'
    | 'webhook.disabled';
  actor: PrincipalId;
  payload: Record<string, unknown>;
}

/**
 * Ends the transaction of a change of a receiver: keeps the receiver with its new place in its
 * chain, and appends the entry to the journal, last.
 */
export async function journalEndpoint(
  tx: Knex.Transaction,
  store: EndpointStore,
  clock: Clock,
  endpoint: Endpoint,
  event: EndpointEvent,
): Promise<Endpoint> {
  const now = clock.now();
  const entry = seal(
    {
      subjectType: WEBHOOK_SUBJECT,
      subjectId: endpoint.id,
      kind: event.kind,
      actor: event.actor,
      audience: 'internal',
      mode: 'enforce',
      commandId: uuidv7(),
      at: now,
      recordedAt: now,
      payload: event.payload,
    },
    endpoint.journalHead,
  );
  const after = { ...endpoint, journalHead: entry.hash };
  if (event.kind === 'webhook.added') await store.insert(tx, after);
  else if (event.kind === 'webhook.removed') await store.remove(tx, after.id);
  else await store.save(tx, after);
  await appendJournal(tx, [entry]);
  return after;
}
