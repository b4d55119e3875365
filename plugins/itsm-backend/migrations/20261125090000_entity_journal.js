// @ts-check

/**
 * What the catalog said of each entity when it was last read, so that the next reading can tell
 * what changed, and who reads it at the moment.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('catalog_entities', table => {
    table
      .text('fields')
      .nullable()
      .comment(
        'JSON of what the history keeps of it; null before its first reading',
      );
    table
      .string('journal_head', 64)
      .nullable()
      .comment('Hash of the newest journal entry about it');
    table
      .bigInteger('missed_at')
      .nullable()
      .comment(
        'When a whole read first came without it; gone if the next one does too',
      );
  });
  await knex.schema.createTable('catalog_reads', table => {
    table.comment(
      'Who reads the catalog at the moment. One row; whoever begins takes it over, and what the one before still wants to write is refused.',
    );
    table.string('id', 20).primary().notNullable();
    table.string('token', 36).notNullable();
    table.bigInteger('began_at').notNullable();
    table
      .bigInteger('finished_at')
      .nullable()
      .comment('When the last whole read began that came to its end');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('catalog_reads');
  await knex.schema.alterTable('catalog_entities', table => {
    table.dropColumn('fields');
    table.dropColumn('journal_head');
    table.dropColumn('missed_at');
  });
};
