// @ts-check

/**
 * The history of configuration items, made from the journal: every version of an item with the time
 * it was valid, and every relation with its own.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ci_versions', table => {
    table.comment(
      'One row per change of a configuration item; made from the journal.',
    );
    table
      .bigInteger('position')
      .primary()
      .notNullable()
      .comment('Of the journal entry');
    table.string('ref', 512).notNullable();
    table.string('what', 10).notNullable().comment('added, changed or removed');
    table.string('title', 400).notNullable();
    table.bigInteger('valid_from').notNullable();
    table.bigInteger('valid_to').nullable().comment('Null as long as it is so');
    table
      .bigInteger('since')
      .nullable()
      .comment('The reading before: it happened after it');
    table
      .text('fields')
      .notNullable()
      .comment('JSON of all fields as they are then');
    table.text('changes').notNullable().comment('JSON of what the entry said');
    table.index(['ref', 'valid_from', 'position'], 'ci_versions_ref_idx');
  });
  await knex.schema.createTable('ci_relations', table => {
    table.comment(
      'Relations with the time they were valid; made from the journal.',
    );
    table
      .bigInteger('position')
      .notNullable()
      .comment('Of the entry that added it');
    table.string('source_ref', 512).notNullable();
    table.string('type', 100).notNullable();
    table.string('target_ref', 512).notNullable();
    table.bigInteger('valid_from').notNullable();
    table.bigInteger('valid_to').nullable();
    table.primary(['source_ref', 'type', 'target_ref', 'position']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ci_relations');
  await knex.schema.dropTable('ci_versions');
};
