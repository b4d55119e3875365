// @ts-check

/**
 * Whose name in the catalog it was before: what stands there under its new name says so.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_entities', table => {
    table
      .string('former_of', 36)
      .nullable()
      .comment('The record that gave it to the catalog, and does no longer');
    table.index(['former_of'], 'service_entities_former_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_entities', table => {
    table.dropIndex(['former_of'], 'service_entities_former_idx');
    table.dropColumn('former_of');
  });
};
