// @ts-check

/**
 * What the business wants to reach, by what that is measured, and how the market changes.
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
  await knex.schema.createTable('business_objectives', table => {
    table.comment(
      'What a business objective has beside what every record has.',
    );
    ofRecord(table).primary();
    table.text('intent').nullable();
    table.string('theme', 80).nullable().comment('Key of the strategy');
    table.bigInteger('period_from').nullable();
    table.bigInteger('period_to').nullable();
    table.bigInteger('review_at').nullable();
    table.text('outcome').nullable();
    table.index(['theme'], 'business_objectives_theme_idx');
  });
  await knex.schema.createTable('key_results', table => {
    table.comment('By what business objectives are measured.');
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    ofRecord(table);
    table.integer('position').notNullable().comment('From 0, in their order');
    table.string('title', 200).notNullable();
    table.string('unit', 40).nullable().comment('For people');
    table.double('start_value').notNullable();
    table.double('target_value').notNullable();
    table.string('direction', 4).notNullable().comment('up or down');
    table
      .double('current_value')
      .nullable()
      .comment('The latest of its values');
    table.bigInteger('current_at').nullable();
    table.double('progress').nullable().comment('0 to 1; null: not measured');
    table.string('confidence', 10).nullable();
    table.string('owner_ref', 512).nullable();
    table.string('kpi', 100).nullable().comment('Null: people write it down');
    table.text('kpi_where').nullable().comment('JSON: values by dimension');
    table.string('statistic', 20).nullable();
    table.string('every', 5).nullable().comment('Windows: week or month');
    table.text('measure_fault').nullable();
    table.integer('version').notNullable();
    table.string('journal_head', 64).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(['record_id', 'position'], 'key_results_record_idx');
    table.index(['owner_ref'], 'key_results_owner_idx');
  });
  await knex.schema.createTable('key_result_values', table => {
    table.comment('What key results were, as written down or measured.');
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table
      .string('key_result_id', 36)
      .notNullable()
      .references('id')
      .inTable('key_results')
      .onDelete('CASCADE');
    table.bigInteger('at').notNullable();
    table.double('value').notNullable();
    table.string('confidence', 10).nullable();
    table.text('words').nullable();
    table
      .string('words_by_ref', 512)
      .nullable()
      .comment('Who wrote it down; null: it was measured');
    table
      .bigInteger('from_at')
      .nullable()
      .comment('The time it was measured of');
    table.bigInteger('to_at').nullable();
    table.index(['key_result_id', 'at', 'id'], 'key_result_values_idx');
    // A window is measured once, however many measure at the same instant.
    table.unique(['key_result_id', 'from_at', 'to_at'], {
      indexName: 'key_result_values_window_idx',
    });
  });
  await knex.schema.createTable('trends', table => {
    table.comment('What a market trend has beside what every record has.');
    ofRecord(table).primary();
    table.text('what').nullable();
    table.string('trend_impact', 20).nullable();
    table.string('trend_horizon', 10).nullable();
    table.string('trend_confidence', 10).nullable();
    table.text('answer').nullable();
    table.integer('review_every').nullable().comment('Days');
    table.bigInteger('reviewed_at').nullable();
    table.bigInteger('review_at').nullable().comment('Computed');
    table.text('close_reason').nullable();
  });
  await knex.schema.createTable('trend_evidence', table => {
    table.comment('What market trends are known by.');
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    ofRecord(table);
    table.text('words').nullable().comment('Null once they were erased');
    table.string('words_by_ref', 512).notNullable();
    table.text('url').nullable();
    table.bigInteger('at').notNullable().comment('Seen or published');
    table.string('speaks', 10).notNullable().comment('for or against it');
    table.string('journal_head', 64).notNullable();
    table.bigInteger('created_at').notNullable();
    table.index(['record_id', 'at', 'id'], 'trend_evidence_record_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'trend_evidence',
    'trends',
    'key_result_values',
    'key_results',
    'business_objectives',
  ])
    await knex.schema.dropTable(table);
};
