import type { Caller } from '@callboard/plugin-itsm-node';
import { FALSE, type SqlExpression } from '../access/sql';
import { worksOnSql } from '../access/worksOn';
import { asksSomething, readSearch, type SearchWords } from './searchWords';

/** The engine, and the dictionary for its words. */
export interface SearchDialect {
  postgres: boolean;
  /** PostgreSQL's name of a text search configuration. */
  language: string;
}

function tsquery(search: SearchWords, language: string): SqlExpression {
  const parts: string[] = [];
  const bindings: string[] = [];
  const put = (sql: string, text: string) => {
    parts.push(sql);
    bindings.push(language, text);
  };
  const plain = 'plainto_tsquery(cast(? as regconfig), ?)';
  if (search.words.length > 0) put(plain, search.words.join(' '));
  for (const phrase of search.phrases)
    put('phraseto_tsquery(cast(? as regconfig), ?)', phrase.join(' '));
  if (search.prefix)
    put('to_tsquery(cast(? as regconfig), ?)', `'${search.prefix}':*`);
  for (const word of search.without) put(`(!!${plain})`, word);
  return { sql: `(${parts.join(' && ')})`, bindings };
}

/** The same question in the language of SQLite's full-text tables. Words are letters and digits only. */
function ftsQuery(search: SearchWords): string {
  const all = [
    ...search.words.map(word => `"${word}"`),
    ...search.phrases.map(phrase => `"${phrase.join(' ')}"`),
    ...(search.prefix ? [`"${search.prefix}"*`] : []),
  ].join(' AND ');
  const none = search.without.map(word => ` NOT "${word}"`).join('');
  return `(${all})${none}`;
}

/**
 * Ids of records with the words, in a column of `record_search`, as a query to stand in brackets.
 */
function idsSql(
  search: SearchWords,
  column: 'words' | 'internal_words',
  dialect: SearchDialect,
  works?: SqlExpression,
): SqlExpression {
  const join = works ? 'join records r on r.id = s.record_id' : '';
  const guard = works ? `and ${works.sql}` : '';
  if (dialect.postgres) {
    const query = tsquery(search, dialect.language);
    return {
      sql: `select s.record_id from record_search s ${join} where s.${column} @@ ${query.sql} ${guard}`,
      bindings: [...query.bindings, ...(works?.bindings ?? [])],
    };
  }
  return {
    sql: `select s.record_id from record_search_fts f join record_search s on s.id = f.rowid ${join} where record_search_fts match ? ${guard}`,
    bindings: [`${column} : (${ftsQuery(search)})`, ...(works?.bindings ?? [])],
  };
}

/**
 * Whether a record `r` has the words, or is called so, here or elsewhere. Internal words count on
 * those records only that the caller works on. Each part is found by its own index and united: an
 * OR in their place would read all records.
 */
export function matchSql(
  caller: Caller,
  q: string,
  dialect: SearchDialect,
): SqlExpression {
  const search = readSearch(
    q,
    dialect.language,
    dialect.postgres ? 'off' : 'kept',
  );
  const parts: SqlExpression[] = [
    {
      sql: 'select id from records where number = ?',
      bindings: [q.trim().toUpperCase()],
    },
    {
      sql: 'select record_id from record_external_refs where external_id = ?',
      bindings: [q.trim()],
    },
  ];
  if (asksSomething(search)) {
    parts.push(idsSql(search, 'words', dialect));
    const works = worksOnSql(caller);
    if (works !== FALSE)
      parts.push(idsSql(search, 'internal_words', dialect, works));
  }
  return {
    sql: `r.id in (${parts.map(p => p.sql).join(' union ')})`,
    bindings: parts.flatMap(p => p.bindings),
  };
}

/**
 * Whether an open record `r` has one of the words in what its requester may read.
 *
 * @param words - at least one
 */
export function anyWordSql(
  words: readonly string[],
  dialect: SearchDialect,
): SqlExpression {
  if (dialect.postgres) {
    const terms = words.map(() => 'plainto_tsquery(cast(? as regconfig), ?)');
    return {
      sql: `r.id in (select s.record_id from record_search s where s.open and s.words @@ (${terms.join(
        ' || ',
      )}))`,
      bindings: words.flatMap(word => [dialect.language, word]),
    };
  }
  return {
    sql: `r.id in (select s.record_id from record_search_fts f join record_search s on s.id = f.rowid where record_search_fts match ? and s.open)`,
    bindings: [`words : (${words.map(w => `"${w}"`).join(' OR ')})`],
  };
}
