import type { Participant } from '@callboard/plugin-itsm-common';
import type { JournalRow, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { whereAmong } from '../database';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { joinDetail, toRecord, type RecordRow } from '../records/rows';
import type { RecordTypes, RegisteredType } from '../RecordTypes';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 500;

/** A record that entries are about, with who takes part in it. */
export interface Subject {
  record: StoredRecord;
  type: RegisteredType;
  participants: readonly Participant[];
}

/** {@link Subject} with who follows what it is about. */
export interface FollowedSubject extends Subject {
  followers: readonly string[];
}

async function inChunks<T>(
  ids: readonly string[],
  read: (chunk: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let i = 0; i < ids.length; i += CHUNK) {
    found.push(...(await read(ids.slice(i, i + CHUNK))));
  }
  return found;
}

/**
 * The records of those ids as they are now, without asking who may see them: for what decides
 * that itself. One statement per record type and one for the participants. Records of types that
 * no enabled practice brings are absent.
 */
export async function loadSubjects(
  executor: Knex,
  types: RecordTypes,
  ids: Iterable<string>,
): Promise<Map<string, Subject>> {
  const wanted = [...new Set(ids)];
  const subjects = new Map<string, Subject & { participants: Participant[] }>();
  if (wanted.length === 0) return subjects;
  for (const type of types.all()) {
    const left = wanted.filter(id => !subjects.has(id));
    const rows = await inChunks(left, async chunk => {
      const query = whereAmong(executor('records as r'), 'r.id', chunk)
        .where('r.type', type.type)
        .select('r.*');
      joinDetail(query, type);
      return (await query) as (RecordRow & Record<string, unknown>)[];
    });
    for (const row of rows) {
      const record = toRecord(row, type);
      subjects.set(row.id, { record, type, participants: [] });
    }
  }
  const people = await inChunks([...subjects.keys()], async chunk =>
    whereAmong(executor('participants'), 'record_id', chunk)
      .orderBy('added_at')
      .orderBy('principal_ref')
      .select('record_id', 'principal_ref', 'role', 'can_read'),
  );
  for (const row of people) {
    subjects.get(row.record_id)!.participants.push({
      principalRef: row.principal_ref,
      role: row.role,
      canRead: Boolean(row.can_read),
    });
  }
  return subjects;
}

/**
 * Adds who follows the services of records, or the systems that these are part of, at the time of
 * asking. One statement.
 */
export async function withFollowers(
  executor: Knex,
  subjects: ReadonlyMap<string, Subject>,
): Promise<Map<string, FollowedSubject>> {
  const followers = new Map<string, Set<string>>();
  const rows = await inChunks([...subjects.keys()], async chunk =>
    whereAmong(executor('records as r'), 'r.id', chunk)
      .join('follows as f', 'f.entity_ref', 'r.service_ref')
      .select('r.id', 'f.principal_ref')
      .union(u =>
        whereAmong(u.from('records as r'), 'r.id', chunk)
          .join('catalog_entities as e', 'e.ref', 'r.service_ref')
          .join('follows as f', 'f.entity_ref', 'e.system_ref')
          .select('r.id', 'f.principal_ref'),
      ),
  );
  for (const row of rows) {
    const known = followers.get(row.id) ?? new Set();
    followers.set(row.id, known.add(row.principal_ref));
  }
  return new Map(
    [...subjects].map(([id, subject]) => [
      id,
      { ...subject, followers: [...(followers.get(id) ?? [])].sort() },
    ]),
  );
}

/** Texts and people that payloads name by id. */
export interface Named {
  texts: Map<string, string>;
  people: Map<number, string>;
}

/** What the payloads of entries name; erased ones are absent. Two statements. */
export async function loadNamed(
  executor: Knex,
  principals: PrincipalStore,
  entries: readonly JournalRow[],
): Promise<Named> {
  const texts = new Set<string>();
  const people = new Set<number>();
  const visit = (value: unknown) => {
    if (value === null || typeof value !== 'object') return;
    const { text, principal } = value as { text?: string; principal?: number };
    if (text !== undefined) texts.add(text);
    if (principal !== undefined) people.add(principal);
  };
  for (const { payload } of entries) {
    for (const value of Object.values(payload)) visit(value);
    const seats = (payload.seats ?? []) as { person?: unknown }[];
    for (const { person } of seats) visit(person);
    const changes = (payload.changes ?? []) as { before: any; after: any }[];
    for (const change of changes) {
      visit(change.before);
      visit(change.after);
    }
  }
  const bodies = await inChunks([...texts], async chunk =>
    whereAmong(executor('texts'), 'id', chunk)
      .whereNotNull('body')
      .select('id', 'body'),
  );
  return {
    texts: new Map(bodies.map(row => [row.id, row.body])),
    people: await principals.refs(people, executor),
  };
}
