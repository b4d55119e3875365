// @ts-check

const CRITERIA = ['value', 'cost', 'risk', 'fit'];

/**
 * What customers and teams need, the points that people give, and how both are weighed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  const ofRecord = table =>
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
  await knex.schema.createTable('demands', table => {
    table.comment('What a need has beside what every record has.');
    ofRecord(table).primary();
    table.text('who_for').nullable();
    table.text('why').nullable();
    table.string('source', 20).nullable();
    table.bigInteger('desired_by_at').nullable();
    table.integer('customers').nullable().comment('How many asked for it');
    table.text('evidence').nullable();
    for (const criterion of CRITERIA) {
      table.integer(`${criterion}_score`).nullable().comment('1 to 5');
      table.text(`${criterion}_reason`).nullable();
    }
    table.text('answer').nullable();
    table.bigInteger('deferred_until_at').nullable();
    table.text('withdraw_reason').nullable();
    table.bigInteger('realized_since_at').nullable();
    table.bigInteger('merged_at').nullable();
  });
  await knex.schema.createTable('demand_votes', table => {
    table.comment(
      'How many points each person gives to a need: one row a person and need.',
    );
    ofRecord(table);
    table.string('voter_ref', 512).notNullable();
    table.integer('points').notNullable().comment('As they were given');
    table
      .integer('weight')
      .notNullable()
      .comment('What each of them counts, by the groups of who gave them');
    table.string('weight_label', 80).notNullable();
    table.bigInteger('voted_at').notNullable();
    table.primary(['record_id', 'voter_ref']);
    table.index(['voter_ref'], 'demand_votes_voter_idx');
    table.check('points between 1 and 1000', [], 'demand_votes_points_check');
    table.check('weight between 1 and 100', [], 'demand_votes_weight_check');
  });
  await knex.schema.createTable('demand_voters', table => {
    table.comment(
      'One row for each person who votes: it is locked while their points are counted, so that votes at once cannot pass the budget together.',
    );
    table.string('voter_ref', 512).primary().notNullable();
  });
  await knex.schema.createTable('demand_weights', table => {
    table.comment(
      'The weights of the score as they are defined now, one row: the order of lists is worked out by them.',
    );
    table.integer('id').primary().notNullable();
    for (const part of [...CRITERIA, 'votes'])
      table.integer(part).notNullable();
    table.integer('full_votes').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'demand_weights',
    'demand_voters',
    'demand_votes',
    'demands',
  ])
    await knex.schema.dropTable(table);
};
