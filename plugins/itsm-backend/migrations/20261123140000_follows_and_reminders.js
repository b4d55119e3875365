// @ts-check

/**
 * What people keep for themselves: services they follow, and reminders.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('follows', table => {
    table.comment('Services that people follow.');
    table.string('principal_ref', 512).notNullable();
    table.string('entity_ref', 512).notNullable();
    table.bigInteger('since').notNullable();
    table.primary(['principal_ref', 'entity_ref']);
    table.index(['entity_ref'], 'follows_entity_idx');
  });

  await knex.schema.createTable('reminders', table => {
    table.comment('Reminders of records; only who set one sees it.');
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('principal_ref', 512).notNullable();
    table.bigInteger('at').notNullable();
    table.string('note', 400).nullable();
    table.index(['record_id', 'principal_ref'], 'reminders_record_idx');
    table.index(['principal_ref'], 'reminders_principal_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('reminders');
  await knex.schema.dropTable('follows');
};
