// @ts-check

/**
 * Calendar feeds: which part of the change calendar goes to whose calendar program.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_feeds', table => {
    table.comment(
      'Calendar feeds; a revoked one keeps its row, so that its address can be told so.',
    );
    table.string('id', 36).notNullable().primary();
    table
      .string('owner_ref', 512)
      .notNullable()
      .comment('Whose rights count when it is fetched');
    table.string('name', 100).notNullable();
    table
      .string('token_hash', 64)
      .notNullable()
      .comment('SHA-256 of the secret in its address, which is kept nowhere');
    table
      .text('filters')
      .notNullable()
      .comment('JSON: teams, services, types, windows, meetings');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('used_at').nullable().comment('Last fetched, to the hour');
    table.bigInteger('revoked_at').nullable();
    table.unique(['token_hash'], { indexName: 'change_feeds_token_uq' });
    table.index(['owner_ref', 'created_at'], 'change_feeds_owner_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_feeds');
};
