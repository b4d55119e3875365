// @ts-check

/**
 * Approvals: rounds, their steps and seats, who has looked at what, and who is away.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('records', table => {
    table
      .string('approval', 20)
      .nullable()
      .comment('requested, approved, rejected or stale; empty: nobody asked');
  });

  await knex.schema.createTable('approvals', table => {
    table.comment(
      'Rounds in which the approval of a record was asked. Written by the door.',
    );
    table.string('id', 36).primary().notNullable();
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.integer('round').notNullable().comment('From 1');
    table.string('purpose', 10).notNullable().comment('before or after');
    table
      .string('state', 20)
      .notNullable()
      .comment('asked, approved, rejected, superseded or withdrawn');
    table
      .text('policies')
      .notNullable()
      .comment('JSON: key, version and title of the policies it follows');
    table
      .integer('record_version')
      .notNullable()
      .comment('Of the record as it was asked for');
    table.string('asked_by_ref', 512).nullable();
    table.bigInteger('asked_at').notNullable();
    table.bigInteger('decided_at').nullable().comment('When the round ended');
    table.unique(['record_id', 'round'], {
      indexName: 'approvals_record_round_unique',
    });
  });

  await knex.schema.createTable('approval_steps', table => {
    table.comment('Steps of a round, one after the other.');
    table.string('id', 36).primary().notNullable();
    table
      .string('approval_id', 36)
      .notNullable()
      .references('id')
      .inTable('approvals')
      .onDelete('CASCADE');
    table.integer('position').notNullable().comment('From 1');
    table.string('title', 200).notNullable();
    table
      .string('quorum', 10)
      .notNullable()
      .comment('all, any, majority or a number');
    table
      .boolean('veto')
      .notNullable()
      .comment('Whether one rejection rejects');
    table
      .string('state', 10)
      .notNullable()
      .comment('waiting, open, approved, rejected or closed');
    table.bigInteger('opened_at').nullable();
    table.bigInteger('deadline_ms').nullable().comment('From its opening');
    table.bigInteger('due_at').nullable();
    table.string('on_deadline', 10).notNullable().comment('escalate or reject');
    table
      .text('escalate_to')
      .notNullable()
      .comment('JSON: who is asked then, as the policy says');
    table.bigInteger('escalated_at').nullable();
    table.unique(['approval_id', 'position'], {
      indexName: 'approval_steps_position_unique',
    });
  });

  await knex.schema.createTable('approval_seats', table => {
    table.comment('Who is asked in a step, and what they decided.');
    table.string('id', 36).primary().notNullable();
    table
      .string('step_id', 36)
      .notNullable()
      .references('id')
      .inTable('approval_steps')
      .onDelete('CASCADE');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.integer('position').notNullable().comment('Within its step, from 1');
    table.string('for_ref', 512).notNullable().comment('User or group');
    table.string('why', 200).notNullable();
    table.boolean('escalated').notNullable();
    table
      .string('state', 10)
      .notNullable()
      .comment('waiting, open, approved, rejected or closed');
    table.bigInteger('opened_at').nullable();
    table.string('decided_by_ref', 512).nullable();
    table
      .string('decided_for_ref', 512)
      .nullable()
      .comment('The absent person that the decider stood in for');
    table.bigInteger('decided_at').nullable();
    table
      .string('text_id', 36)
      .nullable()
      .references('id')
      .inTable('texts')
      .comment('The note');
    table.unique(['step_id', 'position'], {
      indexName: 'approval_seats_position_unique',
    });
    table.index(['record_id'], 'approval_seats_record_idx');
    table.index(['text_id'], 'approval_seats_text_idx');
  });
  // Inboxes ask for what waits, never for what was decided.
  await knex.raw(
    `create index approval_seats_open_idx on approval_seats (for_ref, opened_at, id) where state = 'open'`,
  );
  // Minutes ask for what a group decided within a time.
  await knex.raw(
    `create index approval_seats_decided_idx on approval_seats (for_ref, decided_at) where decided_at is not null`,
  );

  await knex.schema.createTable('approval_looks', table => {
    table.comment('Up to where in the journal people have looked at records.');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('principal_ref', 512).notNullable();
    table.bigInteger('position').notNullable().comment('Of the journal');
    table.bigInteger('at').notNullable();
    table.primary(['record_id', 'principal_ref']);
  });

  await knex.schema.createTable('absences', table => {
    table.comment('Who is away, and who decides in their place.');
    table.string('principal_ref', 512).primary().notNullable();
    table.bigInteger('from_at').notNullable();
    table.bigInteger('to_at').notNullable();
    table.string('delegate_ref', 512).nullable();
    table.index(['delegate_ref'], 'absences_delegate_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'absences',
    'approval_looks',
    'approval_seats',
    'approval_steps',
    'approvals',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('records', table => {
    table.dropColumn('approval');
  });
};
