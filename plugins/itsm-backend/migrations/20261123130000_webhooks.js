// @ts-check

/**
 * Receivers of outgoing webhooks.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('webhook_endpoints', table => {
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table.string('url', 2000).notNullable();
    table.string('description', 400).nullable();
    table
      .text('record_types')
      .notNullable()
      .comment('JSON list; empty for all');
    table
      .text('kinds')
      .notNullable()
      .comment('JSON list of journal kinds; empty for all');
    table.text('predicate').nullable().comment('JSON filter predicate');
    table.boolean('include_internal').notNullable().defaultTo(false);
    table.boolean('include_restricted').notNullable().defaultTo(false);
    table.boolean('enabled').notNullable().defaultTo(true);
    table
      .string('secret', 120)
      .notNullable()
      .comment('Signs what is sent; shown once');
    table.string('previous_secret', 120).nullable();
    table
      .bigInteger('previous_secret_until')
      .nullable()
      .comment('Until when the one before signs too');
    table.string('created_by', 512).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table
      .bigInteger('enabled_at')
      .notNullable()
      .comment('What the journal learned before is not sent');
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Attempts that failed since the last success');
    table.bigInteger('failing_since').nullable();
    table.bigInteger('last_success_at').nullable();
    table.string('disabled_reason', 400).nullable();
    table
      .bigInteger('paused_until')
      .nullable()
      .comment('Nothing is sent before, after failures');
    table
      .string('journal_head', 64)
      .nullable()
      .comment('Hash of the newest journal entry');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_endpoints');
};
