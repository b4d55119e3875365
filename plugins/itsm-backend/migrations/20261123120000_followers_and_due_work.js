// @ts-check

/**
 * How far each projection has read the journal, and what is to happen later.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('followers', table => {
    table.comment(
      'One row per projection: the last journal position whose effect is saved, in the same transaction.',
    );
    table.string('id', 80).primary().notNullable();
    table.bigInteger('position').notNullable();
    table
      .bigInteger('rebuilding_to')
      .nullable()
      .comment('Head of the journal when a rebuild was asked for');
    table
      .bigInteger('failed_position')
      .nullable()
      .comment('The entry that it cannot take up');
    table.text('last_error').nullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('failed_at').nullable();
    table.bigInteger('next_try_at').nullable();
  });

  await knex.schema.createTable('due_work', table => {
    table.comment(
      'What is to happen at an instant; a row is gone once it happened.',
    );
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table.string('kind', 80).notNullable();
    table.string('key', 200).notNullable().comment('Unique within its kind');
    table
      .string('lane', 200)
      .nullable()
      .comment('What it must not overtake, e.g. a record');
    table.bigInteger('due_at').notNullable();
    table
      .bigInteger('next_at')
      .notNullable()
      .comment('When it is tried next: due_at, later after a failure');
    if (postgres) table.jsonb('payload').notNullable();
    else table.text('payload').notNullable();
    table
      .bigInteger('caused_by')
      .nullable()
      .comment('Position of the journal entry that led to it');
    table
      .integer('depth')
      .notNullable()
      .defaultTo(0)
      .comment('Commands of due work that led to it');
    table.string('state', 10).notNullable().comment('waiting or failed');
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error').nullable();
    table.bigInteger('failed_at').nullable();
    table
      .bigInteger('lease_until')
      .nullable()
      .comment('Until when a backend sends it; no lock is held meanwhile');
    table.string('lease_token', 36).nullable();
    table.unique(['kind', 'key'], { indexName: 'due_work_key_uq' });
    table.index(['state', 'next_at', 'id'], 'due_work_next_idx');
    table.index(['lane', 'state', 'due_at', 'id'], 'due_work_lane_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('due_work');
  await knex.schema.dropTable('followers');
};
