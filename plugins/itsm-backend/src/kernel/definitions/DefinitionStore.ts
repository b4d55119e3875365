import type { Knex } from 'knex';
import { isPostgres } from '../database';
import type { TextRow } from '../journal/entries';
import type { DefinitionHead, StoredVersion } from './model';

type Row = Record<string, any>;

const COLUMNS = [
  'kind',
  'key',
  'version',
  'valid_from',
  'source',
  'file',
  'body',
  'removed',
  'author_id',
  'created_at',
];

function toVersion(row: Row): StoredVersion {
  return {
    kind: row.kind,
    key: row.key,
    version: row.version,
    validFrom: Number(row.valid_from),
    source: row.source,
    file: row.file ?? undefined,
    body: typeof row.body === 'string' ? JSON.parse(row.body) : row.body,
    removed: Boolean(row.removed),
    authorId: row.author_id,
    createdAt: Number(row.created_at),
  };
}

function toHead(row: Row): DefinitionHead {
  return {
    kind: row.kind,
    key: row.key,
    version: row.version,
    source: row.source,
    file: row.file ?? undefined,
    removed: Boolean(row.removed),
    contentHash: row.content_hash,
    journalHead: row.journal_head,
  };
}

/** The tables of definitions. */
export class DefinitionStore {
  constructor(readonly knex: Knex) {}

  /**
   * A mark that changes with every version that is committed: each write adds a row or one to a
   * version, so that the sum never comes back to what it was.
   */
  async mark(): Promise<string> {
    const row = await this.knex('definition_heads')
      .count({ n: '*' })
      .sum({ versions: 'version' })
      .first();
    return `${row!.n}/${row!.versions ?? 0}`;
  }

  /** All versions of all definitions, by kind, key and version. */
  async all(): Promise<StoredVersion[]> {
    const rows = await this.knex('definitions')
      .orderBy(['kind', 'key', 'version'])
      .select(COLUMNS);
    return rows.map(toVersion);
  }

  /** The newest version of everything that stands in Git. */
  async fromGit(): Promise<DefinitionHead[]> {
    const rows = await this.knex('definition_heads')
      .where({ source: 'git', removed: false })
      .orderBy(['kind', 'key']);
    return rows.map(toHead);
  }

  async head(
    executor: Knex,
    kind: string,
    key: string,
    options: { lock?: boolean } = {},
  ): Promise<DefinitionHead | undefined> {
    const query = executor('definition_heads').where({ kind, key });
    if (options.lock && isPostgres(executor)) query.forUpdate();
    const row = await query.first();
    return row && toHead(row);
  }

  /** The YAML of a version as it was written, if it was written as text. */
  async sourceText(
    kind: string,
    key: string,
    version: number,
  ): Promise<string | undefined> {
    const row = await this.knex('definitions')
      .where({ kind, key, version })
      .first('source_text');
    return row?.source_text ?? undefined;
  }

  /**
   * Writes a version and makes it the newest one.
   *
   * @param before - the head as it was locked; absent for a new definition
   * @param words - the body as the journal refers to it
   * @returns false if somebody wrote one at the same moment
   */
  async insert(
    tx: Knex.Transaction,
    version: StoredVersion & { text?: string },
    head: DefinitionHead,
    before: DefinitionHead | undefined,
    words: TextRow | undefined,
  ): Promise<boolean> {
    const row = {
      version: head.version,
      source: head.source,
      file: head.file ?? null,
      removed: head.removed,
      content_hash: head.contentHash,
      journal_head: head.journalHead,
    };
    const { kind, key } = head;
    const heads = tx('definition_heads');
    const written = before
      ? await heads.where({ kind, key, version: before.version }).update(row)
      : (
          await heads
            .insert({ kind, key, ...row })
            .onConflict(['kind', 'key'])
            .ignore()
            .returning('key')
        ).length;
    if (written === 0) return false;
    if (words) {
      const { id, subjectId, salt, body } = words;
      await tx('texts').insert({ id, subject_id: subjectId, salt, body });
    }
    await tx('definitions').insert({
      kind,
      key,
      version: version.version,
      valid_from: version.validFrom,
      source: version.source,
      file: version.file ?? null,
      body: JSON.stringify(version.body),
      source_text: version.text ?? null,
      removed: version.removed,
      author_id: version.authorId,
      created_at: version.createdAt,
    });
    return true;
  }

  /** Notes that a definition moved to another file and says the same there. */
  async move(kind: string, key: string, file: string): Promise<void> {
    await this.knex('definition_heads').where({ kind, key }).update({ file });
  }
}
