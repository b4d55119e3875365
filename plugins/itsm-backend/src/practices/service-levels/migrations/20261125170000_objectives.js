// @ts-check

/**
 * Objectives: how it stands with each, what was measured for them, and their alerts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sl_objectives', table => {
    table.comment('How it stands with each objective, as of the last minute.');
    table.string('key', 63).notNullable().primary();
    table
      .string('series', 100)
      .notNullable()
      .comment(
        'What its measurements are kept under; another one once it counts otherwise',
      );
    table.bigInteger('measured_until').nullable();
    table
      .bigInteger('newest_sample')
      .nullable()
      .comment('End of the last minute in which something was measured');
    table.text('failure').nullable().comment('Why it cannot be measured');
    table.bigInteger('failure_since').nullable();
    table.bigInteger('evaluated_at').nullable();
    table
      .text('evaluation')
      .nullable()
      .comment('JSON: ratio, budget, burn rates of the window, for lists');
    table.bigInteger('removed_at').nullable();
    table.string('journal_head', 64).nullable();
  });
  const measured = (/** @type {import('knex').Knex.TableBuilder} */ table) => {
    table.string('series', 100).notNullable();
    table.bigInteger('at').notNullable().comment('Its first instant');
    table.double('good').notNullable();
    table.double('total').notNullable();
    table.primary(['series', 'at']);
  };
  await knex.schema.createTable('sl_objective_minutes', table => {
    table.comment('What was measured in each minute; kept for four days.');
    measured(table);
  });
  await knex.schema.createTable('sl_objective_hours', table => {
    table.comment('The same by hours; kept for 25 months.');
    measured(table);
    table.integer('minutes').notNullable().comment('That were measured');
    table.integer('slices').notNullable().comment('That were judged');
    table
      .double('bad_slices')
      .notNullable()
      .comment('Of them; with RatioTimeslices the parts that were bad');
  });
  await knex.schema.createTable('sl_objective_alerts', table => {
    table.comment('When the error budget of an objective burned too fast.');
    table.string('id', 36).notNullable().primary();
    table.string('objective_key', 63).notNullable();
    table.string('severity', 10).notNullable().comment('page or ticket');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at').nullable();
    table.bigInteger('long_window').notNullable().comment('Milliseconds');
    table.bigInteger('short_window').notNullable();
    table.double('threshold').notNullable();
    table.double('rate').notNullable();
    table
      .string('record_id', 36)
      .nullable()
      .comment('The record that was filed for it');
    table.index(['objective_key', 'started_at'], 'sl_objective_alerts_key_idx');
  });
  await knex.raw(
    'create unique index sl_objective_alerts_running_idx on sl_objective_alerts (objective_key, severity) where ended_at is null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'sl_objective_alerts',
    'sl_objective_hours',
    'sl_objective_minutes',
    'sl_objectives',
  ])
    await knex.schema.dropTable(table);
};
