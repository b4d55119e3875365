// @ts-check

/**
 * What people suggest, and what teams write down when they look back.
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
  await knex.schema.createTable('suggestions', table => {
    table.comment('What a suggestion has beside what every record has.');
    ofRecord(table).primary();
    table.text('idea').nullable();
    table.text('answer').nullable();
    table.text('withdraw_reason').nullable();
  });
  await knex.schema.createTable('suggestion_votes', table => {
    table.comment('Who wants what is suggested: each person once.');
    ofRecord(table);
    table.string('voter_ref', 512).notNullable();
    table.bigInteger('voted_at').notNullable();
    table.primary(['record_id', 'voter_ref']);
  });
  await knex.schema.createTable('retrospectives', table => {
    table.comment('What a retrospective has beside what every record has.');
    ofRecord(table).primary();
    table.text('about').nullable();
    table.bigInteger('held_at').nullable();
    table.string('template_key', 63).nullable();
    table
      .text('board')
      .nullable()
      .comment('JSON: its columns, as they were when it was begun');
    table.text('summary').nullable();
    table.text('cancel_reason').nullable();
  });
  await knex.schema.createTable('retrospective_notes', table => {
    table.comment('Notes on the boards of retrospectives.');
    table.string('id', 36).primary().notNullable();
    ofRecord(table);
    table.string('column_key', 40).notNullable();
    table.text('words').nullable().comment('Null once they were erased');
    table.string('words_by_ref', 512).notNullable();
    table.integer('version').notNullable();
    table.string('journal_head', 64).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(
      ['record_id', 'created_at', 'id'],
      'retrospective_notes_board_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'retrospective_notes',
    'retrospectives',
    'suggestion_votes',
    'suggestions',
  ])
    await knex.schema.dropTable(table);
};
