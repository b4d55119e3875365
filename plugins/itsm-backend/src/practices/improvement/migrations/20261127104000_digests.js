// @ts-check

/**
 * The monthly digest: who asked for it, and which ones were sent.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('improvement_digest_readers', table => {
    table.comment('People who asked to be told of the numbers of each month.');
    table.string('person_ref', 512).notNullable().primary();
    table.bigInteger('asked_at').notNullable();
  });
  await knex.schema.createTable('improvement_digests', table => {
    table.comment(
      'Months whose numbers were told, or were over before anybody could be told: each once.',
    );
    table
      .string('day', 10)
      .notNullable()
      .primary()
      .comment('The first day of the month in which it is told');
    table.bigInteger('finished_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('improvement_digests');
  await knex.schema.dropTable('improvement_digest_readers');
};
