// @ts-check

/**
 * Whether and how contracts count as costs of their services.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('contracts', table => {
    table
      .string('counts_as', 20)
      .nullable()
      .comment('automatic, always or never; automatic if it is null');
    table.string('cost_kind', 20).nullable().comment('suppliers if it is null');
    table
      .text('cost_weights')
      .nullable()
      .comment('Service and weight by service; in equal parts if it is null');
    table
      .bigInteger('costs_until')
      .nullable()
      .comment('Computed: when it was terminated');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('contracts', table => {
    table.dropColumns('counts_as', 'cost_kind', 'cost_weights', 'costs_until');
  });
};
