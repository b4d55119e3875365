// @ts-check

/**
 * Clocks as they stood when they were last looked at: a copy of what the journal and the agreements
 * say, for lists and for what is due.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sl_clocks', table => {
    table.comment(
      'The newest run of each clock of a record; made from the journal and the agreements.',
    );
    table.string('record_id', 36).notNullable();
    table
      .string('clock_id', 600)
      .notNullable()
      .comment('E.g. sla:resolution, ola:resolution:group:default/payments');
    table.string('type', 10).notNullable().comment('sla, ola or uc');
    table.string('metric', 20).notNullable();
    table.string('group_ref', 512).nullable();
    table.string('agreement_key', 63).notNullable();
    table.integer('agreement_version').notNullable();
    table.string('calendar_key', 63).notNullable();
    table.integer('calendar_version').notNullable();
    table
      .string('state', 10)
      .notNullable()
      .comment('running, paused, idle, stopped or cancelled');
    table.bigInteger('goal').notNullable().comment('Milliseconds');
    table
      .bigInteger('elapsed')
      .notNullable()
      .comment('Milliseconds of working time, as of evaluated_at');
    table.bigInteger('evaluated_at').notNullable();
    table.bigInteger('started_at').notNullable();
    table
      .bigInteger('due_at')
      .nullable()
      .comment('When the goal is, or was, used up; null while nothing counts');
    table.bigInteger('stopped_at').nullable();
    table
      .boolean('breached')
      .notNullable()
      .comment('As of evaluated_at; a running one is late once due_at is over');
    table.integer('run').notNullable();
    table
      .integer('breaches')
      .notNullable()
      .comment('Runs that took longer than agreed, this one if it did');
    table.primary(['record_id', 'clock_id']);
  });
  // What is late or will be soon, among all that run; and how one agreement is kept.
  await knex.raw(
    "create index sl_clocks_due_idx on sl_clocks (due_at, record_id) where state = 'running'",
  );
  await knex.schema.alterTable('sl_clocks', table => {
    table.index(['agreement_key', 'state'], 'sl_clocks_agreement_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sl_clocks');
};
