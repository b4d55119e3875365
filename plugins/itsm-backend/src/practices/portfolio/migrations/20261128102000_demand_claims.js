// @ts-check

/**
 * Who makes something of a need right now: one at a time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('demand_claims', table => {
    table.comment(
      'Needs of which something is being made; a claim that was left behind lapses.',
    );
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.bigInteger('claimed_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('demand_claims');
};
