// @ts-check

/**
 * Runs of standard changes with what is blamed on them, and reviews.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_standard_runs', table => {
    table.comment(
      'Changes that were made from a standard change. A copy of what the journal says.',
    );
    table.string('record_id', 36).notNullable().primary();
    table.string('template_key', 64).notNullable();
    table
      .string('proof', 16)
      .notNullable()
      .comment('What the template told to do when it was filed: a hash of it');
    table.string('outcome', 20).nullable().comment('Null while it goes on');
    table.bigInteger('finished_at').nullable();
    table
      .bigInteger('finished_position')
      .nullable()
      .comment('Of the journal entry that said how it ended');
    table.index(
      ['template_key', 'finished_position', 'record_id'],
      'change_standard_runs_key_idx',
    );
  });
  await knex.schema.createTable('change_standard_blames', table => {
    table.comment(
      'Incidents that are linked as caused by such a change. A copy of what the journal says.',
    );
    table.string('record_id', 36).notNullable();
    table.string('incident_id', 36).notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('position').notNullable();
    table.primary(['record_id', 'incident_id']);
  });
  await knex.schema.createTable('change_standard_standings', table => {
    table.comment('The success record of what a template told to do.');
    table.string('template_key', 64).notNullable();
    table.string('proof', 16).notNullable();
    table.string('state', 20).notNullable();
    table.integer('runs').notNullable();
    table.integer('good_runs').notNullable();
    table.integer('good_in_row').notNullable();
    table.bigInteger('since').nullable();
    table.string('cause_change_id', 36).nullable();
    table.string('cause_outcome', 20).nullable();
    table.string('cause_incident_id', 36).nullable();
    table.primary(['template_key', 'proof']);
  });
  await knex.schema.createTable('change_standard_told', table => {
    table.comment('What the journal was told of a standard change at last.');
    table.string('template_key', 64).notNullable().primary();
    table.string('state', 20).notNullable();
    table
      .string('journal_head', 64)
      .nullable()
      .comment('The end of its chain in the journal');
  });
  await knex.schema.createTable('change_review_answers', table => {
    table.comment('What was answered in reviews of changes.');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('question', 40).notNullable();
    table
      .string('choice', 40)
      .nullable()
      .comment('An answer that was chosen, not written');
    table
      .string('text_id', 36)
      .nullable()
      .references('id')
      .inTable('texts')
      .comment('One that was written: its words can be erased');
    table
      .integer('author_id')
      .nullable()
      .references('id')
      .inTable('principals')
      .comment('Who answered, or put it right at last');
    table.bigInteger('answered_at').notNullable();
    table.index('text_id', 'change_review_answers_text_idx');
    table.index('author_id', 'change_review_answers_author_idx');
    table.primary(['record_id', 'question']);
  });
  await knex.schema.createTable('change_review_actions', table => {
    table.comment('Tasks of changes that came of their reviews.');
    table.string('task_id', 36).notNullable().primary();
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.index(['record_id'], 'change_review_actions_record_idx');
  });
  await knex.schema.createTable('change_cause_dismissals', table => {
    table.comment('Incidents that people say a change did not cause.');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('incident_id', 36).notNullable();
    table.bigInteger('at').notNullable();
    table.primary(['record_id', 'incident_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'change_cause_dismissals',
    'change_review_actions',
    'change_review_answers',
    'change_standard_told',
    'change_standard_standings',
    'change_standard_blames',
    'change_standard_runs',
  ])
    await knex.schema.dropTable(table);
};
