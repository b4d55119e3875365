import {
  cloudEventType,
  type CloudEvent,
  type JournalEntry,
} from '@callboard/plugin-itsm-common';
import type { Caller, JournalRow } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Subject } from '../deliveries/subjects';
import { withoutInternal } from '../fields/visible';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { readJournal } from '../journal/readJournal';
import { readableNumbers } from '../records/Links';
import { presentRecord } from '../records/rows';
import type { RecordTypes } from '../RecordTypes';
import type { Endpoint } from './EndpointStore';

/** The content type of events in structured JSON. */
export const CLOUD_EVENT_CONTENT =
  'application/cloudevents+json; charset=utf-8';

/** What events are made from. */
export interface EventTools {
  knex: Knex;
  types: RecordTypes;
  principals: PrincipalStore;
  /** Where this Callboard's API is. */
  source: string;
}

/** Who reads for a receiver: nobody's rights, unless it is told of restricted records. */
function readerFor(endpoint: Endpoint): Caller {
  return {
    kind: 'service',
    ref: 'service:default/webhook',
    ownership: [],
    roles: new Set(endpoint.includeRestricted ? ['restrictedReader'] : []),
  };
}

async function entryFor(
  tools: EventTools,
  endpoint: Endpoint,
  entry: JournalRow,
  { record, type }: Subject,
): Promise<JournalEntry | undefined> {
  const { knex, types, principals } = tools;
  const { entries } = await readJournal(knex, principals, {
    recordId: record.id,
    type,
    internal: endpoint.includeInternal,
    show: 'all',
    limit: 1,
    before: entry.position + 1,
    readableNumbers: ids =>
      readableNumbers(knex, types, readerFor(endpoint), ids),
  });
  return entries.find(e => e.position === entry.position);
}

/**
 * The event that tells a receiver of a journal entry: a CloudEvent 1.0. The record is as it is
 * now, with the fields that the receiver may see; the entry is as timelines show it.
 *
 * @returns undefined if the entry tells of nothing that the receiver may see, e.g. of a link to a
 *   restricted record
 */
export async function recordEvent(
  tools: EventTools,
  endpoint: Endpoint,
  id: string,
  entry: JournalRow,
  subject: Subject,
): Promise<CloudEvent | undefined> {
  const shown = await entryFor(tools, endpoint, entry, subject);
  if (!shown) return undefined;
  const { record, type } = subject;
  const visible = endpoint.includeInternal
    ? record
    : withoutInternal(type, record);
  return {
    specversion: '1.0',
    id,
    source: tools.source,
    type: cloudEventType(record.type, entry.kind),
    subject: record.number,
    time: new Date(entry.at).toISOString(),
    datacontenttype: 'application/json',
    data: {
      record: presentRecord(visible, type) as CloudEvent['data']['record'],
      entry: shown,
    },
  };
}

/** An event about a record that does not exist, to see whether a receiver is there. */
export function testEvent(source: string, id: string, now: number): CloudEvent {
  const at = new Date(now).toISOString();
  return {
    specversion: '1.0',
    id,
    source,
    type: cloudEventType('webhook', 'test'),
    subject: 'TEST-1',
    time: at,
    datacontenttype: 'application/json',
    data: {
      record: {
        id,
        number: 'TEST-1',
        type: 'test',
        title: 'A test of this webhook',
        status: 'new',
        statusCategory: 'open',
        visibility: 'internal',
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    },
  };
}
