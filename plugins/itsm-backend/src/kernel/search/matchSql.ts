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
 * Ids of records with the words, as a query to stand in brackets. Internal words count where the
 * caller works on the record; whether they do is asked of those only that have the words there.
 */
function idsSql(
  search: SearchWords,
  works: SqlExpression,
  dialect: SearchDialect,
): SqlExpression {
  if (dialect.postgres) {
    const query = tsquery(search, dialect.language);
    return {
      sql: `select s.record_id from record_search s where s.words @@ ${query.sql}
        or (s.internal_words @@ ${query.sql} and exists (
          select 1 from records r where r.id = s.record_id and ${works.sql}))`,
      bindings: [...query.bindings, ...query.bindings, ...works.bindings],
    };
  }
  const query = ftsQuery(search);
  const found =
    'from record_search_fts f join record_search s on s.id = f.rowid';
  return union([
    {
      sql: `select s.record_id ${found} where record_search_fts match ?`,
      bindings: [`words : (${query})`],
    },
    {
      sql: `select s.record_id ${found} join records r on r.id = s.record_id where record_search_fts match ? and ${works.sql}`,
      bindings: [`internal_words : (${query})`, ...works.bindings],
    },
  ]);
}

const within = (ids: SqlExpression): SqlExpression => ({
  sql: `r.id in (${ids.sql})`,
  bindings: ids.bindings,
});

/** One word with a digit in it may be the number of a record, here or in another system. */
const MAY_BE_NUMBER = /^\S*\d\S*$/;

/**
 * Whether a record `r` has the words, or is called so, here or elsewhere. Internal words count on
 * those records only that the caller works on.
 *
 * Words alone make a condition that PostgreSQL may begin with, if they are rare, or end with, if
 * they are common and the newest records have them.
 */
export function matchSql(
  caller: Caller,
  q: string,
  dialect: SearchDialect,
): SqlExpression {
  const text = q.trim();
  const search = readSearch(
    text,
    dialect.language,
    dialect.postgres ? 'off' : 'kept',
  );
  const asks = asksSomething(search);
  const called: SqlExpression[] = MAY_BE_NUMBER.test(text)
    ? [
        {
          sql: 'select id from records where number = ?',
          bindings: [text.toUpperCase()],
        },
        {
          sql: 'select record_id from record_external_refs where external_id = ?',
          bindings: [text],
        },
      ]
    : [];
  const parts = asks
    ? [...called, idsSql(search, worksOnSql(caller), dialect)]
    : called;
  return parts.length > 0 ? within(union(parts)) : FALSE;
}

function union(parts: readonly SqlExpression[]): SqlExpression {
  return {
    sql: parts.map(p => p.sql).join(' union '),
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
