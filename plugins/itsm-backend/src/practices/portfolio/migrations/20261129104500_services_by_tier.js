// @ts-check

/**
 * The list of continuity begins with what is critical: that is found without reading all services.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_profiles', table => {
    table.index(['tier'], 'service_profiles_tier_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_profiles', table => {
    table.dropIndex(['tier'], 'service_profiles_tier_idx');
  });
};
