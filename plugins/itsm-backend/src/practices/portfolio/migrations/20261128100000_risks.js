// @ts-check

/**
 * Risks, what the data say could become one, and how services come back.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('risks', table => {
    table.comment('What a risk has beside what every record has.');
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('risk_category', 20).nullable();
    table.text('cause').nullable();
    table.text('effect').nullable();
    table.integer('likelihood').nullable().comment('1 to 5, without treatment');
    table.integer('impact').nullable().comment('1 to 5, without treatment');
    table.string('treatment', 10).nullable();
    table.text('treatment_plan').nullable();
    table.integer('residual_likelihood').nullable().comment('With treatment');
    table.integer('residual_impact').nullable().comment('With treatment');
    table.text('accept_reason').nullable();
    table.bigInteger('accept_until').nullable();
    table.integer('review_every').nullable().comment('Days');
    table.bigInteger('reviewed_at').nullable();
    table.bigInteger('review_at').nullable().comment('When it is due');
    table.text('close_reason').nullable();
    table.integer('score').nullable().comment('Computed');
    table.integer('residual_score').nullable().comment('Computed');
    table.integer('current_score').nullable().comment('Computed: what counts');
    table.string('level', 10).nullable().comment('Computed');
    table
      .string('candidate_id', 50)
      .nullable()
      .comment('The candidate that it came of, and its round');
    table.index(['current_score'], 'risks_current_score_idx');
    table.index(['review_at'], 'risks_review_at_idx');
    // What was taken up once is not taken up twice, however many press at the same instant.
    table.unique(['candidate_id'], { indexName: 'risks_candidate_uq' });
  });

  await knex.schema.createTable('risk_candidates', table => {
    table.comment(
      'What finders found: one row for each finder and subject, whenever it is found.',
    );
    table.string('id', 36).notNullable().primary().comment('UUIDv7');
    table.string('finder', 40).notNullable();
    table
      .string('subject', 700)
      .notNullable()
      .comment('What it is about; with the finder it is one');
    table
      .string('state', 20)
      .notNullable()
      .comment('open, accepted, dismissed or gone');
    table
      .double('severity')
      .notNullable()
      .comment('The number by which one sees whether it got worse');
    table.integer('likelihood').notNullable();
    table.integer('impact').notNullable();
    table.integer('score').notNullable().comment('By which they are listed');
    table.string('title', 400).notNullable();
    table.text('why').notNullable();
    table.text('remedy').notNullable();
    table.string('service_ref', 512).nullable();
    table.string('owner_ref', 512).nullable();
    table.string('path', 1000).nullable().comment('Where to read more');
    table
      .text('entities')
      .notNullable()
      .comment(
        'JSON: all entities that it names; who may not see one of them is not shown it',
      );
    table.text('facts').notNullable().comment('JSON: what it rests on');
    table.bigInteger('found_at').notNullable();
    table.bigInteger('seen_at').notNullable().comment('When it held last');
    table.bigInteger('decided_at').nullable();
    table
      .double('decided_severity')
      .nullable()
      .comment('When somebody decided: it must be worse to come back');
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
    table.string('journal_head', 64).nullable();
    table.unique(['finder', 'subject'], {
      indexName: 'risk_candidates_subject_uq',
    });
    table.index(['state', 'score', 'id'], 'risk_candidates_state_idx');
    table.index(['text_id'], 'risk_candidates_text_idx');
    table.index(['service_ref'], 'risk_candidates_service_idx');
    table.index(['owner_ref'], 'risk_candidates_owner_idx');
  });

  await knex.schema.createTable('risk_looks', table => {
    table.comment('When it was looked for candidates last: one row.');
    table.integer('id').notNullable().primary();
    table.bigInteger('looked_at').nullable();
    table
      .text('skipped')
      .notNullable()
      .comment('JSON: finders that could not look, and why');
  });
  await knex('risk_looks').insert({ id: 1, skipped: '[]' });

  await knex.schema.createTable('continuity_plans', table => {
    table.comment('How services come back, as it is agreed: one row each.');
    table
      .string('id', 36)
      .notNullable()
      .primary()
      .comment(
        'UUIDv7: what the journal calls it, however often it is written',
      );
    table.string('service_ref', 512).notNullable();
    table
      .integer('rto_minutes')
      .nullable()
      .comment('Until it is back; absent once the plan was removed');
    table.integer('rpo_minutes').nullable().comment('Of data that may be lost');
    table
      .integer('mtd_minutes')
      .nullable()
      .comment('What can be borne at most');
    table.string('owner_ref', 512).nullable();
    table.string('plan_url', 2000).nullable();
    table.integer('test_every_days').notNullable();
    table.text('words').nullable().comment('How it comes back, in Markdown');
    table.string('words_by_ref', 512).nullable().comment('Whose words');
    table.integer('version').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by_ref', 512).nullable();
    table.string('journal_head', 64).nullable();
    table.unique(['service_ref'], { indexName: 'continuity_plans_service_uq' });
    table.index(['owner_ref'], 'continuity_plans_owner_idx');
    table.index(['words_by_ref'], 'continuity_plans_words_by_idx');
    table.index(['updated_by_ref'], 'continuity_plans_updated_by_idx');
  });

  await knex.schema.createTable('continuity_tests', table => {
    table.comment('Tests of recoveries, and times when one was needed.');
    table.string('id', 36).notNullable().primary().comment('UUIDv7');
    table
      .string('plan_id', 36)
      .notNullable()
      .references('id')
      .inTable('continuity_plans')
      .onDelete('CASCADE');
    table.bigInteger('tested_at').notNullable();
    table.string('kind', 20).notNullable();
    table.string('result', 30).notNullable();
    table.integer('rto_minutes').nullable().comment('What it took');
    table.integer('rpo_minutes').nullable().comment('What was lost');
    table.string('evidence_url', 2000).nullable();
    table.text('words').nullable().comment('What was learnt');
    table.string('words_by_ref', 512).nullable().comment('Who noted it');
    table.bigInteger('created_at').notNullable();
    table.index(['plan_id', 'tested_at'], 'continuity_tests_plan_idx');
    table.index(['words_by_ref'], 'continuity_tests_words_by_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('continuity_tests');
  await knex.schema.dropTable('continuity_plans');
  await knex.schema.dropTable('risk_looks');
  await knex.schema.dropTable('risk_candidates');
  await knex.schema.dropTable('risks');
};
