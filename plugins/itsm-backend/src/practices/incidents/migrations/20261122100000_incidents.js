// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('incidents', table => {
    table.comment('What an incident has beside what every record has.');
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.text('description').nullable();
    table.smallint('impact').nullable().comment('1 high, 2 medium, 3 low');
    table.smallint('urgency').nullable().comment('1 high, 2 medium, 3 low');
    table.string('category', 100).nullable();
    table.string('subcategory', 100).nullable();
    table.string('ci_ref', 512).nullable();
    table.string('hold_reason', 20).nullable();
    table.bigInteger('acknowledged_at').nullable();
    table.text('resolution').nullable();
    table.text('reopen_reason').nullable();
    table
      .integer('reopen_count')
      .nullable()
      .defaultTo(0)
      .comment('Null for imported incidents: their source states it');
    table.text('cancel_reason').nullable();
    table
      .integer('stated_reassignments')
      .nullable()
      .comment('A fact of the source, never computed');
    table
      .integer('stated_reopens')
      .nullable()
      .comment('A fact of the source, never computed');
    table
      .bigInteger('stated_resolved_at')
      .nullable()
      .comment('A fact of the source, never computed');
    table
      .bigInteger('stated_closed_at')
      .nullable()
      .comment('A fact of the source, never computed');
    table
      .boolean('stated_sla_met')
      .nullable()
      .comment('A fact of the source, never computed');
    table.index(['ci_ref'], 'incidents_ci_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incidents');
};
