// @ts-check

/**
 * Definitions: what people define rather than work on (templates, policies, calendars…), in
 * versions that are never changed, and where those kept in Git were read from.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('definition_heads', table => {
    table.comment(
      'One row per definition: its newest version and the end of its journal chain. Its lock is what writers wait for.',
    );
    table.string('kind', 23).notNullable();
    table.string('key', 40).notNullable();
    table.integer('version').notNullable();
    table.string('source', 10).notNullable().comment('portal or git');
    table
      .string('file', 1024)
      .nullable()
      .comment('Where it stands in Git, while it does');
    table.boolean('removed').notNullable();
    table
      .string('content_hash', 64)
      .notNullable()
      .comment('SHA-256 of body and valid from, to see what changed in Git');
    table
      .string('journal_head', 64)
      .notNullable()
      .comment('Hash of the newest journal entry');
    table.primary(['kind', 'key']);
  });

  await knex.schema.createTable('definitions', table => {
    table.comment('Every version of every definition.');
    table.string('kind', 23).notNullable();
    table.string('key', 40).notNullable();
    table.integer('version').notNullable();
    table.bigInteger('valid_from').notNullable().comment('Instant');
    table.string('source', 10).notNullable().comment('portal or git');
    table.string('file', 1024).nullable();
    if (postgres) table.jsonb('body').notNullable();
    else table.text('body').notNullable();
    table
      .text('source_text')
      .nullable()
      .comment('YAML as it was written, with its comments');
    table.boolean('removed').notNullable();
    table
      .integer('author_id')
      .notNullable()
      .references('id')
      .inTable('principals');
    table.bigInteger('created_at').notNullable();
    table.primary(['kind', 'key', 'version']);
    table.index(['author_id'], 'definitions_author_idx');
  });

  await knex.schema.createTable('definition_locations', table => {
    table.comment(
      'Files, folders and addresses that definitions are read from.',
    );
    table.string('location', 1024).primary().notNullable();
    table.bigInteger('read_at').notNullable();
    table.integer('files').notNullable();
    table.integer('definitions').notNullable();
    table
      .text('error')
      .nullable()
      .comment('Why the location could not be read, if it could not');
  });

  await knex.schema.createTable('definition_problems', table => {
    table.comment(
      'What is wrong in files of definitions, as of the last read. The last good versions hold meanwhile.',
    );
    table.increments('id').notNullable();
    table.string('location', 1024).notNullable();
    table.string('file', 1024).notNullable();
    table.integer('line').nullable();
    table.integer('col').nullable();
    table.string('kind', 100).nullable();
    table.string('key', 100).nullable();
    table.text('message').notNullable();
    table.bigInteger('seen_at').notNullable();
    table.index(['location'], 'definition_problems_location_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'definition_problems',
    'definition_locations',
    'definitions',
    'definition_heads',
  ]) {
    await knex.schema.dropTable(table);
  }
};
