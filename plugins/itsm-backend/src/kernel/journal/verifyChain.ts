import type { Knex } from 'knex';
import { sha256 } from './canonical';
import {
  entryHash,
  type PrincipalReference,
  type TextReference,
} from './entries';

type JournalRow = Record<string, any>;

/** What an entry refers to beside the journal: a text or a person, and its hash. */
interface Reference {
  key: string | number;
  hash: string;
}

/** All texts and people that a payload refers to, wherever they stand in it. */
function referencesIn(value: unknown): Reference[] {
  if (value === null || typeof value !== 'object') return [];
  const { text, principal, hash } = value as Partial<
    TextReference & PrincipalReference
  >;
  const key = typeof principal === 'number' ? principal : text;
  if (typeof hash === 'string' && key !== undefined) return [{ key, hash }];
  return Object.values(value).flatMap(referencesIn);
}

/** What texts and people beside the journal hash to now; those that were erased are absent. */
async function hashesBeside(knex: Knex, recordId: string, people: Set<number>) {
  const [texts, principals] = await Promise.all([
    knex('texts')
      .where('subject_id', recordId)
      .whereNotNull('body')
      // Without a salt a name was taken out of it, and its words prove nothing any more.
      .whereNot('salt', '')
      .select('id', 'salt', 'body'),
    knex('principals')
      .whereIn('id', [...people])
      .whereNotNull('ref')
      .select('id', 'salt', 'ref'),
  ]);
  return new Map<string | number, string>([
    ...texts.map(t => [t.id, sha256(t.salt, t.body)] as const),
    ...principals.map(p => [Number(p.id), sha256(p.salt, p.ref)] as const),
  ]);
}

/**
 * Recomputes the hash chain of the journal of a record or another subject, and the hashes of the texts and people it
 * refers to. What was erased has no words to compare and holds by its hash alone; so does a text
 * that a name was taken out of.
 *
 * @param head - the newest hash as the record remembers it, so that cutting off the end shows too
 * @returns the number of entries, and the position of the first one that does not hold, if any
 */
export async function verifyChain(
  knex: Knex,
  recordId: string,
  head: string | undefined,
  subjectType = 'record',
): Promise<{ entries: number; brokenAt?: number }> {
  const rows: JournalRow[] = await knex('journal as j')
    .join('principals as a', 'a.id', 'j.actor_id')
    .leftJoin('principals as b', 'b.id', 'j.on_behalf_of_id')
    .where({ subject_type: subjectType, subject_id: recordId })
    .orderBy('position')
    .select('j.*', 'a.hash as actor_hash', 'b.hash as behalf_hash');
  const references = new Map(
    rows.map(row => {
      const payload =
        typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload;
      const all = referencesIn(payload);
      all.push({ key: row.actor_id, hash: row.actor_hash });
      if (row.on_behalf_of_id !== null)
        all.push({ key: row.on_behalf_of_id, hash: row.behalf_hash });
      return [row, { payload, all }] as const;
    }),
  );
  const people = [...references.values()].flatMap(r =>
    r.all.flatMap(({ key }) => (typeof key === 'number' ? key : [])),
  );
  const beside = await hashesBeside(knex, recordId, new Set(people));

  let previous: string | undefined;
  for (const row of rows) {
    const { payload, all } = references.get(row)!;
    const hash = entryHash(previous, {
      subjectType: row.subject_type,
      subjectId: row.subject_id,
      kind: row.kind,
      actorHash: row.actor_hash,
      onBehalfOfHash: row.behalf_hash ?? undefined,
      audience: row.audience,
      mode: row.mode,
      commandId: row.command_id,
      causedBy: row.caused_by === null ? undefined : Number(row.caused_by),
      at: Number(row.at),
      recordedAt: Number(row.recorded_at),
      status: row.status ?? undefined,
      payload,
    });
    const holds = all.every(r => (beside.get(r.key) ?? r.hash) === r.hash);
    if (hash !== row.hash || !holds)
      return { entries: rows.length, brokenAt: Number(row.position) };
    previous = hash;
  }
  if (head !== undefined && head !== previous) {
    const last = rows[rows.length - 1];
    return { entries: rows.length, brokenAt: Number(last?.position ?? 0) };
  }
  return { entries: rows.length };
}
