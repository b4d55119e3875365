import type {
  Caller,
  Clock,
  RecordValues,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import { customRows } from '../fields/customValues';
import { insertRows } from '../insertRows';
import { appendJournal, insertTexts } from '../journal/appendJournal';
import {
  PayloadWriter,
  seal,
  type SealedEntry,
  type TextRow,
} from '../journal/entries';
import type { PrincipalId, PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import type { RecordStore } from '../records/RecordStore';
import {
  joinDetail,
  toDetailRow,
  toRecord,
  toRecordRow,
} from '../records/rows';
import { changesWhatWasApproved } from '../approvals/followRecord';
import { fieldChanges, peopleIn } from './entries';
import { newRecord, stampStatus } from './recordState';

/** One thing that a source says happened to a record. */
export interface ObservedEvent {
  externalId: string;
  /** Identity of the event at its source: a second one with the same hash is not recorded. */
  hash: string;
  /** When it happened. */
  at: number;
  /** Order among events of the same instant. */
  order: number;
  actorRef: string;
  /** The status it left the record in; undefined if the source does not say. */
  status?: string;
  /** All values the source states, whether changed or not. Absent keys are empty there. */
  values: RecordValues;
  /** Values that are taken from a record's first event only. */
  initial: RecordValues;
  /** When the record began, as the source states it, and by whom. */
  createdAt: number;
  creatorRef: string;
}

/** What an observation added. */
export interface Observed {
  imported: number;
  skipped: number;
  created: number;
}

interface Subject {
  record: StoredRecord;
  journalHead?: string;
  /** The time of the newest event that shaped the record. */
  latest: number;
  before?: StoredRecord;
  entries: SealedEntry[];
  texts: TextRow[];
}

/**
 * The door's second mode: history from another system.
 *
 * No guards and no rules run; lifecycles need not allow what happened. Everything else is as for
 * commands: one transaction, the same tables, the same journal, appended last. Entries carry the
 * original times in `at` and the time of learning in `recorded_at`.
 *
 * - A record begins with an entry at the time and by the person its source states, followed by
 *   one entry per event, so that the journal answers what the source's log answers.
 * - Events are ordered by time, then by the source's own order. An event that is older than what
 *   the record already knows is recorded, and changes nothing: it came late.
 * - People, groups and entities need not exist in the catalog; they stay as dangling references.
 * - The same event twice is recorded once, by its hash, whoever brings it and whenever.
 */
export class Observer {
  readonly #knex: Knex;
  readonly #types: RecordTypes;
  readonly #store: RecordStore;
  readonly #principals: PrincipalStore;
  readonly #clock: Clock;

  constructor(deps: {
    knex: Knex;
    types: RecordTypes;
    store: RecordStore;
    principals: PrincipalStore;
    clock: Clock;
  }) {
    this.#knex = deps.knex;
    this.#types = deps.types;
    this.#store = deps.store;
    this.#principals = deps.principals;
    this.#clock = deps.clock;
  }

  /**
   * Records a batch of events in one transaction.
   *
   * @param context.source - name of the system, part of the records' external identity
   * @param inTransaction - what must be true together with the batch, e.g. the run's progress
   */
  async observe(
    context: {
      caller: Caller;
      type: string;
      source: string;
      commandId: string;
    },
    events: readonly ObservedEvent[],
    inTransaction: (tx: Knex.Transaction, observed: Observed) => Promise<void>,
  ): Promise<Observed> {
    const type = this.#types.get(context.type);
    const people = events.flatMap(e => [
      e.actorRef,
      e.creatorRef,
      ...peopleIn(type, e.values, e.initial),
    ]);
    const named = await this.#principals.ids([context.caller.ref, ...people]);
    const fresh = await this.#unknown(this.#knex, events);
    const existing = await this.#existing(
      this.#knex,
      context.source,
      type,
      fresh,
      false,
    );
    const unknownIds = new Set(
      fresh.map(e => e.externalId).filter(id => !existing.has(id)),
    );
    let number =
      unknownIds.size > 0
        ? await this.#store.drawNumbers(type, unknownIds.size)
        : 0;

    return this.#knex.transaction(async tx => {
      const subjects = await this.#existing(
        tx,
        context.source,
        type,
        fresh,
        true,
      );
      // People that a known record names already, and this batch does not.
      const held = [...subjects.values()].flatMap(subject =>
        peopleIn(type, subject.record),
      );
      const more = await this.#principals.ids(
        held.filter(ref => !named.has(ref)),
        tx,
      );
      const principals = new Map([...named, ...more]);
      const created: [string, Subject][] = [];
      const learned = this.#clock.now();
      for (const [externalId, own] of groupEvents(fresh)) {
        let subject = subjects.get(externalId);
        if (!subject) {
          subject = this.#begin(type, own[0], `${type.prefix}-${number++}`);
          created.push([externalId, subject]);
        }
        for (const event of own) {
          this.#record(type, subject, event, {
            ...context,
            principals,
            learned,
            externalId,
          });
        }
      }
      const observed = {
        imported: fresh.length,
        skipped: events.length - fresh.length,
        created: created.length,
      };
      await this.#write(
        tx,
        type,
        context.source,
        created,
        [...subjects.values()],
        fresh,
      );
      await inTransaction(tx, observed);
      await appendJournal(
        tx,
        [...subjects.values(), ...created.map(([, s]) => s)].flatMap(
          s => s.entries,
        ),
      );
      return observed;
    });
  }

  /** The events whose hash is not there yet, each once. */
  async #unknown(
    executor: Knex,
    events: readonly ObservedEvent[],
  ): Promise<ObservedEvent[]> {
    const hashes = [...new Set(events.map(e => e.hash))];
    const rows = isPostgres(executor)
      ? (
          await executor.raw(
            `select row_hash from import_rows where row_hash = any(?::uuid[])`,
            [hashes],
          )
        ).rows
      : await executor('import_rows')
          .whereIn('row_hash', hashes)
          .select('row_hash');
    const seen = new Set<string>(rows.map((r: any) => r.row_hash));
    return events.filter(e => !seen.has(e.hash) && seen.add(e.hash));
  }

  async #existing(
    executor: Knex,
    source: string,
    type: RegisteredType,
    events: readonly ObservedEvent[],
    lock: boolean,
  ): Promise<Map<string, Subject>> {
    const ids = [...new Set(events.map(e => e.externalId))];
    if (ids.length === 0) return new Map();
    const query = executor('record_external_refs as x')
      .join('records as r', 'r.id', 'x.record_id')
      .where('x.source', source)
      .whereIn('x.external_id', ids)
      .orderBy('r.id')
      .select('r.*', 'x.external_id');
    joinDetail(query, type);
    if (lock && isPostgres(executor)) query.forNoKeyUpdate('r');
    const rows: any[] = await query;
    return new Map(
      rows.map(row => {
        const record = toRecord(row, type);
        return [
          row.external_id,
          {
            record,
            before: { ...record },
            journalHead: row.journal_head ?? undefined,
            latest: record.updatedAt,
            entries: [],
            texts: [],
          },
        ];
      }),
    );
  }

  #begin(type: RegisteredType, first: ObservedEvent, number: string): Subject {
    const record = newRecord(type, number, first.createdAt);
    return { record, latest: -Infinity, entries: [], texts: [] };
  }

  #record(
    type: RegisteredType,
    subject: Subject,
    event: ObservedEvent,
    context: {
      commandId: string;
      source: string;
      externalId: string;
      learned: number;
      principals: ReadonlyMap<string, PrincipalId>;
    },
  ): void {
    const { principals } = context;
    const actor = principals.get(event.actorRef)!;
    const writer = new PayloadWriter(subject.record.id, actor.id, principals);
    const append = (entry: Partial<SealedEntry> & { kind: string }) => {
      const sealed = seal(
        {
          subjectType: 'record',
          subjectId: subject.record.id,
          actor,
          audience: 'requester',
          mode: 'observe',
          commandId: context.commandId,
          at: event.at,
          recordedAt: context.learned,
          payload: {},
          ...entry,
        },
        subject.journalHead,
      );
      subject.journalHead = sealed.hash;
      subject.entries.push(sealed);
    };

    if (event.at < subject.latest) {
      append({
        kind: 'record.changed',
        status: event.status,
        payload: { late: true, source: context.source },
      });
      return;
    }
    const before = { ...subject.record };
    const { record } = subject;
    const first = subject.latest === -Infinity;
    if (first) {
      Object.assign(record, event.initial);
      append({
        kind: 'record.created',
        actor: principals.get(event.creatorRef)!,
        at: event.createdAt,
        payload: {
          number: record.number,
          type: record.type,
          source: context.source,
          externalId: context.externalId,
        },
      });
    }
    subject.latest = event.at;
    applyEvent(type, record, event);
    // Another system changed it: what was approved here is not that. Whoever works on it asks anew.
    if (changesWhatWasApproved(type, before, record)) record.approval = 'stale';
    record.channel ??= 'import';
    record.version += 1;
    const { changes, audience } = fieldChanges(type, before, record, writer);
    const moved = event.status !== undefined && event.status !== before.status;
    append({
      kind: moved ? 'record.transitioned' : 'record.changed',
      audience,
      status: record.status,
      payload: {
        version: record.version,
        changes,
        ...(moved ? { from: before.status, to: record.status } : {}),
      },
    });
    subject.texts.push(...writer.texts);
  }

  async #write(
    tx: Knex.Transaction,
    type: RegisteredType,
    source: string,
    created: readonly [string, Subject][],
    existing: readonly Subject[],
    events: readonly ObservedEvent[],
  ): Promise<void> {
    const rows = created.map(([, s]) => ({
      ...toRecordRow(fullRecord(s.record)),
      journal_head: s.journalHead,
    }));
    await insertRows(tx, 'records', rows);
    if (type.detail) {
      const fields = type.detail.fields;
      const empty = Object.fromEntries(fields.map(f => [f.column, null]));
      await insertRows(
        tx,
        type.detail.table,
        created.map(([, s]) => ({
          record_id: s.record.id,
          ...empty,
          ...toDetailRow(type, s.record),
        })),
      );
    }
    await insertRows(
      tx,
      'custom_values',
      created.flatMap(([, s]) => customRows(type, s.record.id, s.record)),
    );
    await insertRows(
      tx,
      'record_external_refs',
      created.map(([id, s]) => ({
        source,
        external_id: id,
        record_id: s.record.id,
      })),
    );
    for (const subject of existing) {
      if (subject.entries.length === 0) continue;
      await this.#store.update(
        tx,
        type,
        subject.before!,
        subject.record,
        subject.journalHead!,
      );
    }
    await insertTexts(
      tx,
      [...existing, ...created.map(([, s]) => s)].flatMap(s => s.texts),
    );
    await insertRows(
      tx,
      'import_rows',
      events.map(e => ({ row_hash: e.hash })),
    );
  }
}

/** Events by record, each record's in the order in which they happened. */
function groupEvents(
  events: readonly ObservedEvent[],
): Map<string, ObservedEvent[]> {
  const groups = new Map<string, ObservedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.externalId);
    if (group) group.push(event);
    else groups.set(event.externalId, [event]);
  }
  for (const group of groups.values())
    group.sort((a, b) => a.at - b.at || a.order - b.order);
  return groups;
}

const ALL_KEYS = [
  'subtype',
  'priority',
  'serviceRef',
  'ownerRef',
  'assigneeRef',
  'requesterRef',
  'requestedForRef',
  'customerRef',
  'channel',
  'resolvedAt',
  'closedAt',
];

/** All rows of one insert must have the same columns. */
function fullRecord(record: StoredRecord): RecordValues {
  return {
    ...Object.fromEntries(ALL_KEYS.map(key => [key, undefined])),
    ...record,
  };
}

/** What an event makes of a record. */
function applyEvent(
  type: RegisteredType,
  record: StoredRecord,
  event: ObservedEvent,
): void {
  Object.assign(record, event.values);
  record.updatedAt = event.at;
  if (event.status === undefined || event.status === record.status) {
    if (event.status === undefined || record.version > 0) return;
  }
  record.status = event.status;
  record.statusCategory = type.lifecycle.states[event.status].category;
  stampStatus(record, event.at);
}
