// @ts-check

/**
 * How descriptions begin that are too long to be kept whole.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('catalog_entities', table => {
    table
      .text('beginning')
      .nullable()
      .comment('Of a description that is in the fields as a hash alone');
  });
  // What has such a description is read anew, whatever the catalog says of when it changed.
  await knex('catalog_entities')
    .whereNull('removed_at')
    .where('fields', 'like', '%"description":"% characters, SHA-256 %')
    .update({ etag: null });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('catalog_entities', table => {
    table.dropColumn('beginning');
  });
};
