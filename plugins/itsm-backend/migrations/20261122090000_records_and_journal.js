// @ts-check

/**
 * Records, the journal and what hangs on them.
 *
 * Instants are milliseconds since the epoch in UTC (bigint), so that both engines store, compare
 * and index them alike and arithmetic on them needs no dialect.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('principals', table => {
    table.comment(
      'Every person, group or service that acts or is named. Rows of people are emptied on erasure; the journal refers to the id and the salted hash only.',
    );
    table.increments('id').notNullable();
    table.string('ref', 512).nullable().comment('Reference; null once erased');
    table.string('salt', 32).notNullable();
    table
      .string('hash', 64)
      .notNullable()
      .comment('SHA-256 of salt and ref, stays after erasure');
    table.bigInteger('erased_at').nullable();
    table.unique(['ref'], { indexName: 'principals_ref_uq' });
  });

  await knex.schema.createTable('records', table => {
    table.comment(
      'Everything people work on. What is special to a practice stands in its own table.',
    );
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table
      .string('number', 40)
      .notNullable()
      .comment('For people, e.g. INC-1042; gaps are fine');
    table.string('type', 40).notNullable();
    table.string('subtype', 40).nullable();
    table.string('title', 400).notNullable();
    table
      .string('status', 40)
      .notNullable()
      .comment('Written by the one door only');
    table.string('status_category', 20).notNullable();
    table.smallint('priority').nullable().comment('1 to 5');
    table.string('service_ref', 512).nullable();
    table.string('owner_ref', 512).nullable();
    table.string('assignee_ref', 512).nullable();
    table.string('requester_ref', 512).nullable();
    table.string('requested_for_ref', 512).nullable();
    table.string('customer_ref', 512).nullable();
    table.string('channel', 20).nullable();
    table.string('visibility', 20).notNullable().defaultTo('internal');
    table.integer('version').notNullable().defaultTo(1);
    table
      .string('journal_head', 64)
      .nullable()
      .comment('Hash of the newest journal entry');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.bigInteger('resolved_at').nullable();
    table.bigInteger('closed_at').nullable();
    table.unique(['number'], { indexName: 'records_number_uq' });
    // Keyset pages: one index per sort order, with the id as tie-breaker.
    table.index(['type', 'updated_at', 'id'], 'records_type_updated_idx');
    table.index(['type', 'created_at', 'id'], 'records_type_created_idx');
    table.index(
      ['type', 'status_category', 'updated_at', 'id'],
      'records_type_category_idx',
    );
    table.index(['updated_at', 'id'], 'records_updated_idx');
    // Filters that select few rows of many.
    table.index(['service_ref', 'status_category'], 'records_service_idx');
    table.index(['owner_ref', 'status_category'], 'records_owner_idx');
    table.index(['assignee_ref', 'status_category'], 'records_assignee_idx');
    table.index(['requester_ref', 'status_category'], 'records_requester_idx');
    table.index(['requested_for_ref'], 'records_requested_for_idx');
  });
  // Priority sorts with "none" last; an expression index keeps that a range scan on both engines.
  await knex.raw(
    'create index records_type_priority_idx on records (type, (coalesce(priority, 9)), id)',
  );

  await knex.schema.createTable('record_counters', table => {
    table.comment('Next number per record type.');
    table.string('type', 40).primary().notNullable();
    table.integer('next').notNullable();
  });

  await knex.schema.createTable('record_external_refs', table => {
    table.comment('What a record is called in the system it came from.');
    table.string('source', 63).notNullable();
    table.string('external_id', 255).notNullable();
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.primary(['source', 'external_id']);
    table.index(['record_id'], 'record_external_refs_record_idx');
  });

  await knex.schema.createTable('participants', table => {
    table.comment(
      'Who takes part in a record, and whether that lets them read a restricted one.',
    );
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('principal_ref', 512).notNullable();
    table.string('role', 20).notNullable();
    table.boolean('can_read').notNullable().defaultTo(false);
    table.bigInteger('added_at').notNullable();
    table.primary(['record_id', 'principal_ref', 'role']);
    table.index(['principal_ref', 'record_id'], 'participants_principal_idx');
  });

  await knex.schema.createTable('texts', table => {
    table.comment(
      'Free text that the journal refers to by id and salted hash, so that it can be erased and the journal still verifies.',
    );
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table.string('subject_id', 64).notNullable();
    table
      .integer('author_id')
      .nullable()
      .references('id')
      .inTable('principals');
    table.string('salt', 32).notNullable();
    table.text('body').nullable().comment('Null once erased');
    table.index(['subject_id'], 'texts_subject_idx');
    table.index(['author_id'], 'texts_author_idx');
  });

  await knex.schema.createTable('comments', table => {
    table.comment('Comments on records; their words stand in texts.');
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('audience', 20).notNullable();
    table
      .integer('author_id')
      .notNullable()
      .references('id')
      .inTable('principals');
    table.string('text_id', 36).notNullable().references('id').inTable('texts');
    table.bigInteger('created_at').notNullable();
    table.index(['record_id', 'created_at'], 'comments_record_idx');
  });

  await knex.schema.createTable('links', table => {
    table.comment('From a record to a record or to a catalog entity.');
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table.string('kind', 40).notNullable();
    table
      .string('from_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table
      .string('to_id', 36)
      .nullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('to_ref', 512).nullable();
    table.bigInteger('created_at').notNullable();
    table.unique(['from_id', 'kind', 'to_id'], {
      indexName: 'links_records_uq',
    });
    table.unique(['from_id', 'kind', 'to_ref'], {
      indexName: 'links_entity_uq',
    });
    table.index(['to_id'], 'links_to_idx');
    table.index(['to_ref'], 'links_to_ref_idx');
  });

  await knex.schema.createTable('journal', table => {
    table.comment(
      'Append-only: the audit trail, the timeline and the source of everything derived.',
    );
    if (postgres) table.bigIncrements('position').notNullable();
    else table.increments('position').notNullable();
    table.string('subject_type', 20).notNullable();
    table.string('subject_id', 64).notNullable();
    table.string('kind', 60).notNullable();
    table
      .integer('actor_id')
      .notNullable()
      .references('id')
      .inTable('principals');
    table
      .integer('on_behalf_of_id')
      .nullable()
      .references('id')
      .inTable('principals');
    table.string('audience', 20).notNullable();
    table
      .string('mode', 10)
      .notNullable()
      .comment('enforce, or observe for history from elsewhere');
    table.string('command_id', 64).notNullable();
    table
      .bigInteger('caused_by')
      .nullable()
      .comment('Position of the entry that led to this one');
    table.bigInteger('at').notNullable().comment('When it happened');
    table.bigInteger('recorded_at').notNullable().comment('When we learned it');
    table
      .string('status', 40)
      .nullable()
      .comment('Status of a record after the entry');
    if (postgres) table.jsonb('payload').notNullable();
    else table.text('payload').notNullable();
    table.string('previous_hash', 64).nullable();
    table.string('hash', 64).notNullable();
    table.index(
      ['subject_type', 'subject_id', 'position'],
      'journal_subject_idx',
    );
    table.index(['command_id'], 'journal_command_idx');
  });

  if (postgres) {
    await knex.raw(`
      create function itsm_journal_is_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'the journal is append-only';
      end $$`);
    await knex.raw(`
      create trigger journal_append_only before update or delete on journal
      for each row execute function itsm_journal_is_append_only()`);
    await knex.raw(`
      create trigger journal_not_truncated before truncate on journal
      for each statement execute function itsm_journal_is_append_only()`);
  } else {
    for (const verb of ['update', 'delete']) {
      await knex.raw(
        `create trigger journal_no_${verb} before ${verb} on journal begin select raise(abort, 'the journal is append-only'); end`,
      );
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'journal',
    'links',
    'comments',
    'texts',
    'participants',
    'record_external_refs',
    'record_counters',
    'records',
    'principals',
  ]) {
    await knex.schema.dropTable(table);
  }
  if (knex.client.config.client === 'pg') {
    await knex.raw('drop function itsm_journal_is_append_only()');
  }
};
