// @ts-check

const CLOCKS = 'service-levels.clocks';

/**
 * What came of every run of the clocks, and who had the time of those that were late; when clocks will
 * be late and are due soon. The projection reads the journal anew to fill them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sl_runs', table => {
    table.comment(
      'Every run of a clock that was decided, or will be at decided_at if nothing changes; made from the journal and the agreements.',
    );
    table.string('record_id', 36).notNullable();
    table.string('clock_id', 600).notNullable();
    table.integer('run').notNullable();
    table.string('type', 10).notNullable().comment('sla, ola or uc');
    table.string('metric', 20).notNullable();
    table.string('agreement_key', 63).notNullable();
    table.string('calendar_key', 63).notNullable();
    table
      .string('service_ref', 512)
      .nullable()
      .comment('At the end, or as of evaluated_at');
    table
      .string('team_ref', 512)
      .nullable()
      .comment('Whose clock it is between teams, else who had it at the end');
    table.string('state', 10).notNullable();
    table.bigInteger('goal').notNullable().comment('Milliseconds');
    table
      .bigInteger('elapsed')
      .notNullable()
      .comment('Milliseconds of working time, as of evaluated_at');
    table.bigInteger('evaluated_at').notNullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('due_at').nullable().comment('When the goal is used up');
    table.bigInteger('stopped_at').nullable();
    table
      .bigInteger('decided_at')
      .notNullable()
      .comment(
        'When it was done in time, or the first instant that it is late',
      );
    table.boolean('kept').notNullable();
    table.primary(['record_id', 'clock_id', 'run']);
    table.index(['decided_at'], 'sl_runs_decided_idx');
    table.index(['service_ref', 'decided_at'], 'sl_runs_service_idx');
    table.index(['team_ref', 'decided_at'], 'sl_runs_team_idx');
    table.index(['agreement_key', 'decided_at'], 'sl_runs_agreement_idx');
  });
  // Breaches as they are listed, the latest first.
  await knex.raw(
    'create index sl_runs_breached_idx on sl_runs (decided_at, record_id, clock_id, run) where not kept',
  );
  await knex.schema.createTable('sl_held', table => {
    table.comment(
      'Who had how much of the time of a run until it was, or will be, late.',
    );
    table.string('record_id', 36).notNullable();
    table.string('clock_id', 600).notNullable();
    table.integer('run').notNullable();
    table
      .string('owner_ref', 512)
      .notNullable()
      .comment('Empty if nobody had it');
    table
      .bigInteger('elapsed')
      .notNullable()
      .comment('Milliseconds of working time');
    table.primary(['record_id', 'clock_id', 'run', 'owner_ref']);
  });
  await knex.schema.alterTable('sl_clocks', table => {
    table
      .bigInteger('soon_at')
      .nullable()
      .comment('When three quarters of the goal are, or were, used');
    table
      .bigInteger('late_at')
      .nullable()
      .comment('The first instant at which more counts than was agreed');
  });
  // What is late or will be soon, of what goes on: as a queue, and as a filter of records.
  await knex.raw('drop index sl_clocks_due_idx');
  const goesOn = "where state in ('running', 'paused')";
  await knex.raw(
    `create index sl_clocks_queue_idx on sl_clocks (due_at, record_id, clock_id) ${goesOn} and due_at is not null`,
  );
  await knex.raw(
    `create index sl_clocks_late_idx on sl_clocks (late_at) ${goesOn} and late_at is not null`,
  );
  await knex.raw(
    `create index sl_clocks_soon_idx on sl_clocks (soon_at) ${goesOn} and soon_at is not null`,
  );
  await knex('followers').where('id', CLOCKS).update({ position: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sl_held');
  await knex.schema.dropTable('sl_runs');
  for (const index of ['queue', 'late', 'soon'])
    await knex.raw(`drop index sl_clocks_${index}_idx`);
  await knex.schema.alterTable('sl_clocks', table => {
    table.dropColumn('soon_at');
    table.dropColumn('late_at');
  });
  await knex.raw(
    "create index sl_clocks_due_idx on sl_clocks (due_at, record_id) where state = 'running'",
  );
};
