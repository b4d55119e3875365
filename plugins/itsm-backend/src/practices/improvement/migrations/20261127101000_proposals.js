// @ts-check

/**
 * What the numbers say is worth improving, and what became of it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('improvement_proposals', table => {
    table.comment(
      'What finders found: one row for each finder and subject, whenever it is found.',
    );
    table.string('id', 36).notNullable().primary().comment('UUIDv7');
    table.string('finder', 40).notNullable();
    table
      .string('subject', 700)
      .notNullable()
      .comment('What it is about, e.g. an item; with the finder it is one');
    table
      .string('state', 20)
      .notNullable()
      .comment('open, accepted, dismissed or gone');
    table
      .double('size')
      .notNullable()
      .comment('The number by which one sees whether it grew');
    table
      .double('hours')
      .notNullable()
      .comment('What fixing would save a month');
    table.string('title', 400).notNullable();
    table.text('why').notNullable();
    table.string('service_ref', 512).nullable();
    table.string('owner_ref', 512).nullable();
    table
      .text('entities')
      .notNullable()
      .comment(
        'JSON: all entities that it names; who may not see one of them is not shown it',
      );
    table
      .text('evidence')
      .notNullable()
      .comment('JSON: numbers with their time');
    table.text('estimate').notNullable().comment('JSON: formula, assumptions');
    table
      .text('measure')
      .nullable()
      .comment('JSON: what an initiative would be measured by');
    table.bigInteger('found_at').notNullable();
    table.bigInteger('seen_at').notNullable().comment('When it held last');
    table.bigInteger('decided_at').nullable();
    table
      .double('decided_size')
      .nullable()
      .comment(
        'The size when somebody decided: it must grow by half to come back',
      );
    table
      .string('text_id', 36)
      .nullable()
      .references('id')
      .inTable('texts')
      .comment('Why it was dismissed');
    table.text('note').nullable().comment('Why it is back, or gone');
    table
      .integer('round')
      .notNullable()
      .comment('From 0; grows when one that had been accepted comes back');
    table
      .bigInteger('claimed_until')
      .nullable()
      .comment('While somebody accepts it');
    table.string('journal_head', 64).nullable();
    table.unique(['finder', 'subject'], {
      indexName: 'improvement_proposals_subject_uq',
    });
    table.index(['state', 'hours', 'id'], 'improvement_proposals_state_idx');
    table.index(['text_id'], 'improvement_proposals_text_idx');
  });
  await knex.schema.createTable('improvement_looks', table => {
    table.comment('When it was looked for proposals last: one row.');
    table.integer('id').notNullable().primary();
    table.bigInteger('looked_at').nullable();
    table
      .text('skipped')
      .notNullable()
      .comment('JSON: finders that could not look, and why');
  });
  await knex('improvement_looks').insert({ id: 1, skipped: '[]' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('improvement_looks');
  await knex.schema.dropTable('improvement_proposals');
};
