// @ts-check

/**
 * Values of custom fields, and the words of records for full-text search.
 *
 * PostgreSQL searches in text vectors, SQLite in a full-text table beside `record_search`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('custom_values', table => {
    table.comment(
      'Values of custom fields. Which column holds one follows from the type of the field.',
    );
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('field_key', 63).notNullable();
    table.text('text_value').nullable().comment('Free text; not indexed');
    table
      .string('string_value', 512)
      .nullable()
      .comment('Words, choices and references');
    table.double('number_value').nullable().comment('Numbers, and 0 or 1');
    table
      .bigInteger('instant_value')
      .nullable()
      .comment('Milliseconds since the epoch');
    table.primary(['record_id', 'field_key']);
    table.index(['field_key', 'string_value'], 'custom_values_string_idx');
    table.index(['field_key', 'number_value'], 'custom_values_number_idx');
    table.index(['field_key', 'instant_value'], 'custom_values_instant_idx');
  });

  await knex.schema.createTable('record_search', table => {
    table.comment(
      'The words of records. Follows the journal and can be built anew; holds nothing that stands nowhere else.',
    );
    if (postgres) table.bigIncrements('id').notNullable();
    else table.increments('id').notNullable();
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table
      .bigInteger('created_at')
      .notNullable()
      .comment('Of the record, so that the newest are found first');
    table
      .boolean('open')
      .notNullable()
      .comment('Whether somebody still has something to do');
    const type = postgres ? 'tsvector' : 'text';
    table
      .specificType('words', type)
      .notNullable()
      .comment('What the requester may read');
    table
      .specificType('internal_words', type)
      .nullable()
      .comment('The above and what is internal; null if nothing is');
    table.unique(['record_id'], { indexName: 'record_search_record_uq' });
  });

  // Another system's number is looked up without its system.
  await knex.schema.alterTable('record_external_refs', table => {
    table.index(['external_id'], 'record_external_refs_external_idx');
  });

  if (postgres) {
    await knex.raw(
      'create index record_search_words_idx on record_search using gin (words)',
    );
    await knex.raw(
      'create index record_search_internal_idx on record_search using gin (internal_words) where internal_words is not null',
    );
    await knex.raw(
      'create index record_search_open_idx on record_search using gin (words) where open',
    );
    // Accents are taken off, and what is neither letter nor digit separates words: else
    // "cart-service", hosts and addresses would be words of their own on one engine only.
    await knex.raw(`
      create function itsm_search_text(t text) returns text language sql immutable parallel safe as $$
        select regexp_replace(
          case when t ~ '[^\\x01-\\x7f]' then regexp_replace(normalize(t, NFD), '[\\u0300-\\u036f]', '', 'g') else t end,
          '[\\x01-\\x1f\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f\\u00a0-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g')
      $$`);
    return;
  }
  await knex.raw(`
    create virtual table record_search_fts using fts5(
      words, internal_words, content = 'record_search', content_rowid = 'id',
      tokenize = 'porter unicode61 remove_diacritics 2')`);
  const put = row =>
    `insert into record_search_fts (rowid, words, internal_words) values (${row}.id, ${row}.words, ${row}.internal_words);`;
  const drop = `insert into record_search_fts (record_search_fts, rowid, words, internal_words) values ('delete', old.id, old.words, old.internal_words);`;
  await knex.raw(
    `create trigger record_search_inserted after insert on record_search begin ${put(
      'new',
    )} end`,
  );
  await knex.raw(
    `create trigger record_search_deleted after delete on record_search begin ${drop} end`,
  );
  await knex.raw(
    `create trigger record_search_updated after update of words, internal_words on record_search begin ${drop} ${put(
      'new',
    )} end`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const postgres = knex.client.config.client === 'pg';
  if (!postgres) await knex.raw('drop table record_search_fts');
  await knex.schema.alterTable('record_external_refs', table => {
    table.dropIndex(['external_id'], 'record_external_refs_external_idx');
  });
  await knex.schema.dropTable('record_search');
  await knex.schema.dropTable('custom_values');
  if (postgres) await knex.raw('drop function itsm_search_text(text)');
};
