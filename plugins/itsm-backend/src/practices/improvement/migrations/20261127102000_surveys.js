// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('survey_invitations', table => {
    table.comment('Who was asked by a survey, and what they answered.');
    table.string('id', 36).notNullable().primary();
    table.string('survey_key', 40).notNullable();
    table
      .string('occasion', 40)
      .notNullable()
      .comment('`resolved`, or the month or quarter of a rhythm');
    table
      .string('record_id', 36)
      .nullable()
      .comment('What was solved')
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table
      .string('service_ref', 512)
      .nullable()
      .comment('As it was when they were asked, as are owner and channel');
    table.string('owner_ref', 512).nullable();
    table.string('channel', 20).nullable();
    table.string('person_ref', 512).notNullable();
    table.string('question', 200).notNullable().comment('What they were asked');
    table.bigInteger('sent_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.integer('version').notNullable().comment('How often it was answered');
    table.integer('score').nullable();
    table.bigInteger('answered_at').nullable().comment('For the first time');
    table.bigInteger('changed_at').nullable().comment('For the last time');
    table.string('via', 10).nullable().comment('`link` or `portal`');
    table.text('words').nullable().comment('What they wrote');
    table.string('words_by_ref', 512).nullable();
    table.string('journal_head', 64).notNullable();
    table.unique(['record_id'], {
      indexName: 'survey_invitations_record_uq',
    });
    table.index(['survey_key', 'sent_at', 'id'], 'survey_invitations_sent_idx');
    table.index(
      ['survey_key', 'answered_at', 'id'],
      'survey_invitations_answered_idx',
    );
  });
  // On a rhythm everybody is asked once each time.
  await knex.raw(
    'create unique index survey_invitations_occasion_uq on survey_invitations (survey_key, occasion, person_ref) where record_id is null',
  );
  await knex.schema.createTable('survey_people', table => {
    table.comment('When somebody was last asked, by any survey.');
    table.string('person_ref', 512).notNullable().primary();
    table.bigInteger('asked_at').notNullable();
  });
  await knex.schema.createTable('survey_secrets', table => {
    table.comment(
      'What links are signed with. Without its row a new one is made, and links that are out are none.',
    );
    table.integer('id').notNullable().primary();
    table.string('secret', 64).notNullable();
    table.bigInteger('created_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('survey_secrets');
  await knex.schema.dropTable('survey_people');
  await knex.schema.dropTable('survey_invitations');
};
