// @ts-check

/**
 * Design packages, and the plans by which services are brought in.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /**
   * @param {import('knex').Knex.CreateTableBuilder} table
   * @param {string} column
   */
  const ofRecord = (table, column = 'record_id') =>
    table
      .string(column, 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
  await knex.schema.createTable('design_sections', table => {
    table.comment(
      'Sections of design packages that somebody wrote into; those that are not here are empty.',
    );
    table.string('id', 36).primary().notNullable();
    ofRecord(table);
    table.string('section_key', 40).notNullable();
    table
      .string('state', 20)
      .notNullable()
      .comment('empty, draft, in-review, accepted or not-needed');
    table.string('owner_ref', 512).nullable();
    table
      .text('words')
      .nullable()
      .comment('Markdown; null while it is empty, or once it was erased');
    table.string('words_by_ref', 512).nullable();
    table.bigInteger('written_at').nullable();
    table
      .string('edited_by_ref', 512)
      .nullable()
      .comment('Who changed text or evidence last');
    table
      .text('reason')
      .nullable()
      .comment('Why it is not needed, or was sent back');
    table
      .integer('revision')
      .notNullable()
      .comment('Grows with each change of text or evidence');
    table.bigInteger('review_at').nullable();
    table
      .integer('accepted_revision')
      .nullable()
      .comment('What was accepted; another revision is changed since');
    table.string('accepted_by_ref', 512).nullable();
    table.bigInteger('accepted_at').nullable();
    table
      .text('accepted_facts')
      .nullable()
      .comment('JSON: hashes of the data that it rested on, by their label');
    table.integer('version').notNullable();
    table
      .string('journal_head', 64)
      .nullable()
      .comment(
        'Of what is said of it by itself, e.g. that it is to be reviewed',
      );
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['record_id', 'section_key'], {
      indexName: 'design_sections_key_uq',
    });
  });
  await knex.schema.createTable('design_evidence', table => {
    table.comment('What shows that something is as a section says.');
    table.string('id', 36).primary().notNullable();
    table
      .string('section_id', 36)
      .notNullable()
      .references('id')
      .inTable('design_sections')
      .onDelete('CASCADE');
    table
      .string('kind', 20)
      .notNullable()
      .comment('link, record, attachment or text');
    table.string('url', 2000).nullable();
    table
      .string('target_id', 36)
      .nullable()
      .comment('Id of the record or the attachment');
    table.text('words').nullable().comment('Null once they were erased');
    table.string('words_by_ref', 512).notNullable();
    table.bigInteger('created_at').notNullable();
    table.index(['section_id', 'created_at', 'id'], 'design_evidence_idx');
    table.index(['target_id'], 'design_evidence_target_idx');
  });
  await knex.schema.createTable('transition_milestones', table => {
    table.comment('Milestones on the way of a service into operation.');
    table.string('id', 36).primary().notNullable();
    ofRecord(table);
    table
      .text('words')
      .nullable()
      .comment('What is reached; null once it was erased');
    table.string('words_by_ref', 512).notNullable();
    table
      .string('state', 20)
      .notNullable()
      .comment('planned, active, done or dropped');
    table.string('owner_ref', 512).nullable();
    table.bigInteger('planned_from').notNullable();
    table.bigInteger('planned_to').notNullable();
    table.bigInteger('done_at').nullable();
    table
      .boolean('go_live')
      .notNullable()
      .comment('Whether it is the going live, or comes after it');
    table.integer('version').notNullable();
    table
      .string('journal_head', 64)
      .nullable()
      .comment('Of what is said of it by itself, e.g. that it is late');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(
      ['record_id', 'planned_from', 'id'],
      'transition_milestones_plan_idx',
    );
  });
  /** @param {import('knex').Knex.CreateTableBuilder} table @param {string} column */
  const ofMilestone = (table, column) =>
    table
      .string(column, 36)
      .notNullable()
      .references('id')
      .inTable('transition_milestones')
      .onDelete('CASCADE');
  await knex.schema.createTable('milestone_dependencies', table => {
    table.comment('What milestones wait for.');
    ofMilestone(table, 'milestone_id');
    ofMilestone(table, 'depends_on_id');
    table.primary(['milestone_id', 'depends_on_id']);
    table.index(['depends_on_id'], 'milestone_dependencies_on_idx');
  });
  await knex.schema.createTable('milestone_changes', table => {
    table.comment('Changes that belong to milestones.');
    ofMilestone(table, 'milestone_id');
    ofRecord(table, 'change_id');
    table.primary(['milestone_id', 'change_id']);
    table.index(['change_id'], 'milestone_changes_change_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'milestone_changes',
    'milestone_dependencies',
    'transition_milestones',
    'design_evidence',
    'design_sections',
  ])
    await knex.schema.dropTable(table);
};
