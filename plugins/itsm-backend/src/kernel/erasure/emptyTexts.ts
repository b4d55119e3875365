import { ERASED_WORDS, RECORD_FIELDS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { RegisteredType } from '../RecordTypes';
import type { WordColumn } from './columns';

const BATCH = 100;

/** The words of a record that stand in a column too, and where its id stands beside them. */
interface Place {
  table: string;
  id: string;
  column: string;
}

interface Text {
  id: string;
  subject_id: string;
  author_id: number | null;
  body: string;
}

function placesOf(types: readonly RegisteredType[]): Place[] {
  const texts = RECORD_FIELDS.filter(f => f.type === 'text');
  return [
    ...texts.map(f => ({ table: 'records', id: 'id', column: f.column })),
    ...types.flatMap(({ detail }) =>
      (detail?.fields ?? [])
        .filter(f => f.type === 'text')
        .map(({ column }) => ({
          table: detail!.table,
          id: 'record_id',
          column,
        })),
    ),
    { table: 'custom_values', id: 'record_id', column: 'text_value' },
  ];
}

/**
 * The texts that say what a field held before. They stand beside the change of whoever took the
 * words away, and are those of whoever wrote them.
 */
async function copiesAmong(
  tx: Knex.Transaction,
  subjectIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx('journal')
    .whereIn('subject_id', [...subjectIds])
    .whereIn('kind', ['record.changed', 'record.transitioned'])
    .select('payload');
  const copies = new Set<string>();
  for (const { payload } of rows) {
    const { changes = [] } =
      typeof payload === 'string' ? JSON.parse(payload) : payload;
    for (const { before } of changes) if (before?.text) copies.add(before.text);
  }
  return copies;
}

/** Who wrote what on some subjects. */
class Words {
  readonly #theirs = new Set<string>();
  readonly #others = new Set<string>();
  /** The texts that hold words of those who are erased. */
  readonly textIds: string[];

  constructor(
    texts: readonly Text[],
    copies: ReadonlySet<string>,
    authors: ReadonlySet<number | null>,
  ) {
    const key = (t: Text) => `${t.subject_id} ${t.body}`;
    const own = texts.filter(t => !copies.has(t.id));
    for (const text of own)
      (authors.has(text.author_id) ? this.#theirs : this.#others).add(
        key(text),
      );
    this.textIds = texts
      .filter(t =>
        copies.has(t.id) ? this.#theirs.has(key(t)) : authors.has(t.author_id),
      )
      .map(t => t.id);
  }

  /** Whether only those who are erased wrote that. */
  onlyTheirs(subjectId: string, body: string): boolean {
    const key = `${subjectId} ${body}`;
    return this.#theirs.has(key) && !this.#others.has(key);
  }
}

/**
 * Empties what people wrote: their texts beside the journal, wherever these words were copied, and
 * the columns that hold them. What somebody else wrote in the same words stays, for it is theirs
 * too.
 *
 * @returns how many texts, and the subjects they belonged to
 */
export async function emptyTexts(
  tx: Knex.Transaction,
  types: readonly RegisteredType[],
  tables: ReadonlyMap<string, readonly WordColumn[]>,
  authorIds: readonly number[],
): Promise<{ emptied: number; subjectIds: string[] }> {
  const subjectIds: string[] = await tx('texts')
    .whereIn('author_id', [...authorIds])
    .whereNotNull('body')
    .distinct()
    .pluck('subject_id');
  let emptied = 0;
  for (let i = 0; i < subjectIds.length; i += BATCH) {
    const batch = subjectIds.slice(i, i + BATCH);
    const texts: Text[] = await tx('texts')
      .whereIn('subject_id', batch)
      .whereNotNull('body')
      .select('id', 'subject_id', 'author_id', 'body');
    const copies = await copiesAmong(tx, batch);
    const words = new Words(texts, copies, new Set(authorIds));
    for (const { table, id, column } of placesOf(types)) {
      const nullable = tables
        .get(table)
        ?.find(c => c.name === column)?.nullable;
      const rows = await tx(table)
        .whereIn(id, batch)
        .whereNotNull(column)
        .select({ id, said: column });
      for (const row of rows) {
        if (!words.onlyTheirs(row.id, row.said)) continue;
        await tx(table)
          .where({ [id]: row.id, [column]: row.said })
          .update({ [column]: nullable ? null : ERASED_WORDS });
      }
    }
    for (let j = 0; j < words.textIds.length; j += BATCH) {
      emptied += await tx('texts')
        .whereIn('id', words.textIds.slice(j, j + BATCH))
        .update({ body: null, salt: '' });
    }
  }
  return { emptied, subjectIds };
}
