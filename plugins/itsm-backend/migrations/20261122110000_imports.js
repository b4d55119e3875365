// @ts-check

/**
 * Import runs, and the identity of every row that became history, so that a second run of the
 * same file adds nothing and a longer file adds its new rows only.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';
  await knex.schema.createTable('import_runs', table => {
    table.string('id', 36).primary().notNullable();
    table.string('source', 63).notNullable();
    table.string('type', 40).notNullable();
    table.string('mapping', 63).notNullable();
    table.string('state', 20).notNullable();
    table.string('actor_ref', 512).notNullable();
    table.integer('lines').notNullable().defaultTo(0);
    table.integer('imported').notNullable().defaultTo(0);
    table.integer('skipped').notNullable().defaultTo(0);
    table.integer('failed').notNullable().defaultTo(0);
    table.integer('created').notNullable().defaultTo(0);
    table.text('message').nullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('finished_at').nullable();
    table.index(['started_at'], 'import_runs_started_idx');
  });

  await knex.schema.createTable('import_errors', table => {
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('import_runs')
      .onDelete('CASCADE');
    table.integer('line').notNullable();
    table.text('reason').notNullable();
    table.primary(['run_id', 'line']);
  });

  await knex.schema.createTable('import_rows', table => {
    table.comment('Hash of source and row; 128 bits are plenty for any file.');
    if (postgres) table.specificType('row_hash', 'uuid').notNullable();
    else table.string('row_hash', 36).notNullable();
    table.primary(['row_hash']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('import_rows');
  await knex.schema.dropTable('import_errors');
  await knex.schema.dropTable('import_runs');
};
