// @ts-check

/**
 * Until when runs of clocks were counted in key performance indicators. It begins at nothing, so that
 * what was decided before there were any is counted too.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sl_counted', table => {
    table.comment('One row; whoever counts runs holds it.');
    table.string('id', 10).primary().notNullable();
    table
      .bigInteger('until')
      .notNullable()
      .comment('Runs decided later are not counted yet');
  });
  await knex('sl_counted').insert({ id: 'runs', until: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sl_counted');
};
