// @ts-check

/**
 * What leaves the system, what people may read as of when they last came by, and who is at a
 * record right now.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('deliveries', table => {
    table.comment(
      'Each thing that is sent to somebody: a notification, a webhook. Says where it goes and how that went, never what it says: the words are made anew when it is sent.',
    );
    table
      .string('id', 36)
      .primary()
      .notNullable()
      .comment('UUIDv5 of channel, journal position and recipient');
    table.string('channel', 20).notNullable();
    table
      .string('recipient', 512)
      .notNullable()
      .comment('Reference of a user, or id of a webhook endpoint');
    table.string('topic', 100).notNullable();
    table
      .bigInteger('position')
      .nullable()
      .comment('Journal entry that it tells of; none for a test');
    table.string('subject_type', 20).notNullable();
    table.string('subject_id', 64).notNullable();
    table
      .string('state', 12)
      .notNullable()
      .comment('waiting, sent, skipped, failed or cancelled');
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .integer('given_up')
      .notNullable()
      .defaultTo(0)
      .comment('Attempts before the last replay; the pauses start anew after');
    table.text('last_error').nullable();
    table.text('answer').nullable().comment('JSON of what the receiver said');
    table.bigInteger('next_attempt_at').nullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('finished_at').nullable();
    table.index(['created_at', 'id'], 'deliveries_created_idx');
    table.index(['state', 'created_at', 'id'], 'deliveries_state_idx');
    table.index(['recipient', 'created_at', 'id'], 'deliveries_recipient_idx');
    table.index(['finished_at'], 'deliveries_finished_idx');
  });

  await knex.schema.createTable('known_decisions', table => {
    table.comment(
      'What the permission framework last let people read. It cannot be asked about people who are not asking; see ADR 7.',
    );
    table.string('principal_ref', 512).notNullable();
    table.string('permission', 100).notNullable();
    table
      .text('ownership')
      .notNullable()
      .comment('JSON: the references that were theirs at that time');
    table
      .text('scope')
      .notNullable()
      .comment('JSON: all, none, or criteria on records');
    table.bigInteger('decided_at').notNullable();
    table.primary(['principal_ref', 'permission']);
    table.index(['decided_at'], 'known_decisions_decided_idx');
  });

  await knex.schema.createTable('presence', table => {
    table.comment(
      'Who is at a record right now. Rows outlive their use by a minute.',
    );
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('principal_ref', 512).notNullable();
    table.string('doing', 12).notNullable().comment('viewing or replying');
    table.bigInteger('until').notNullable();
    table.primary(['record_id', 'principal_ref']);
    table.index(['until'], 'presence_until_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('presence');
  await knex.schema.dropTable('known_decisions');
  await knex.schema.dropTable('deliveries');
};
