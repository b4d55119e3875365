import { ACTIVE_CATEGORIES } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres, whereAmong } from '../database';
import type { RegisteredType } from '../RecordTypes';
import {
  internalTextSql,
  joinTexts,
  MOST_CHARACTERS,
  publicTextSql,
} from './recordText';

const BATCH = 500;
const OPEN = `r.status_category in (${ACTIVE_CATEGORIES.map(c => `'${c}'`).join(
  ', ',
)})`;
const CALLED = `r.number, (select string_agg(x.external_id, ' ') from record_external_refs x where x.record_id = r.id), r.title`;

async function refreshType(
  tx: Knex,
  type: RegisteredType,
  ids: readonly string[],
  language: string,
): Promise<void> {
  const postgres = isPostgres(tx);
  const read = `
    select r.id, r.created_at, ${OPEN} as open,
      concat_ws(' ', ${CALLED}, ${publicTextSql(type)}) as public,
      ${internalTextSql(type)} as internal
    from records r ${joinTexts(type)}
    where r.type = ? and r.id ${
      postgres ? '= any(?)' : `in (${ids.map(() => '?').join(', ')})`
    }`;
  const words = (text: string) =>
    postgres
      ? `to_tsvector(cast(? as regconfig), itsm_search_text(substr(${text}, 1, ${MOST_CHARACTERS})))`
      : `substr(${text}, 1, ${MOST_CHARACTERS})`;
  const dictionary = postgres ? [language] : [];
  await tx.raw(
    `insert into record_search (record_id, created_at, open, words, internal_words)
     select t.id, t.created_at, t.open, ${words('t.public')},
       case when t.internal <> '' then ${words(
         `concat_ws(' ', t.public, t.internal)`,
       )} end
     from (${read}) t where true
     on conflict (record_id) do update set open = excluded.open,
       words = excluded.words, internal_words = excluded.internal_words`,
    [
      ...dictionary,
      ...dictionary,
      type.type,
      ...(postgres ? [ids as string[]] : ids),
    ],
  );
}

/**
 * Reads the words of records anew, from what stands in the tables now. To be called as well by
 * whoever erases texts: what was erased is found no longer.
 *
 * @param language - PostgreSQL's text search configuration
 */
export async function refreshWords(
  tx: Knex,
  types: readonly RegisteredType[],
  ids: readonly string[],
  language: string,
): Promise<void> {
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH);
    for (const type of types) await refreshType(tx, type, batch, language);
  }
}

/** Brings up to date whether records are open, where that changed; their words stay as they are. */
export async function refreshOpen(
  tx: Knex,
  ids: readonly string[],
): Promise<void> {
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH);
    const changed = whereAmong(tx('records as r'), 'r.id', batch)
      .join('record_search as s', 's.record_id', 'r.id')
      .select('r.id');
    for (const open of [true, false]) {
      const now = changed
        .clone()
        .where('s.open', !open)
        .whereRaw(open ? OPEN : `not (${OPEN})`);
      await tx('record_search').whereIn('record_id', now).update({ open });
    }
  }
}
