// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_conflicts', table => {
    table.comment(
      'Which changes are in conflict, as the last assessment of either found it. Derived: made anew when anything moves.',
    );
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table
      .string('other_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table
      .string('kind', 10)
      .notNullable()
      .comment('change: connected; joint: together they use up a redundancy');
    table.primary(['record_id', 'other_id', 'kind']);
    table.index(['other_id'], 'change_conflicts_other_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_conflicts');
};
