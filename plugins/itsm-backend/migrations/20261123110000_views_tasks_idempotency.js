// @ts-check

/**
 * Saved views, tasks of records, and the answers kept for idempotency keys.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('saved_views', table => {
    table.comment(
      'Questions that people keep: filters, columns and order of a list. A view gives no right to what it shows.',
    );
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table.string('owner_ref', 512).notNullable();
    table.string('page', 60).notNullable().comment('The list it belongs to');
    table.string('name', 200).notNullable();
    table.text('query').notNullable().comment('JSON');
    table
      .string('sharing', 10)
      .notNullable()
      .comment('nobody, groups or everybody');
    table.integer('version').notNullable().defaultTo(1);
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(['owner_ref', 'page'], 'saved_views_owner_idx');
    table.index(['page', 'sharing'], 'saved_views_sharing_idx');
  });

  await knex.schema.createTable('saved_view_groups', table => {
    table.comment('The groups a view is shared with.');
    table
      .string('view_id', 36)
      .notNullable()
      .references('id')
      .inTable('saved_views')
      .onDelete('CASCADE');
    table.string('group_ref', 512).notNullable();
    table.primary(['view_id', 'group_ref']);
    table.index(['group_ref'], 'saved_view_groups_group_idx');
  });

  await knex.schema.createTable('saved_view_preferences', table => {
    table.comment(
      'Which view somebody starts with on a page, and their order.',
    );
    table.string('user_ref', 512).notNullable();
    table.string('page', 60).notNullable();
    table
      .string('default_view_id', 36)
      .nullable()
      .references('id')
      .inTable('saved_views')
      .onDelete('SET NULL');
    table.text('view_order').notNullable().comment('JSON list of ids');
    table.primary(['user_ref', 'page']);
    table.index(['default_view_id'], 'saved_view_preferences_default_idx');
  });

  await knex.schema.createTable('tasks', table => {
    table.comment(
      'Steps of the work on a record. Written by the door; the words stand in texts.',
    );
    table.string('id', 36).primary().notNullable().comment('UUIDv7');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.integer('number').notNullable().comment('Within the record, from 1');
    table
      .integer('position')
      .notNullable()
      .comment('Order within the record, dense from 1');
    table.string('text_id', 36).notNullable().references('id').inTable('texts');
    table
      .string('state', 20)
      .notNullable()
      .comment('open, in-progress, done or skipped');
    table.string('audience', 20).notNullable();
    table.string('assignee_ref', 512).nullable();
    table.string('owner_ref', 512).nullable();
    table.bigInteger('due_at').nullable();
    table
      .bigInteger('due_order')
      .notNullable()
      .comment('The due date, or the end of time without one: so lists sort');
    table.bigInteger('done_at').nullable();
    table.string('done_by_ref', 512).nullable();
    table.integer('version').notNullable();
    table.bigInteger('created_at').notNullable();
    table.unique(['record_id', 'number'], { indexName: 'tasks_number_uq' });
    table.index(['text_id'], 'tasks_text_idx');
    table.index(['assignee_ref', 'due_order', 'id'], 'tasks_assignee_idx');
    table.index(['owner_ref', 'due_order', 'id'], 'tasks_owner_idx');
    table.index(['due_order', 'id'], 'tasks_due_idx');
  });

  await knex.schema.createTable('task_blocks', table => {
    table.comment(
      'Which tasks must be over before another one can be finished.',
    );
    table
      .string('task_id', 36)
      .notNullable()
      .references('id')
      .inTable('tasks')
      .onDelete('CASCADE');
    table
      .string('blocked_by_id', 36)
      .notNullable()
      .references('id')
      .inTable('tasks')
      .onDelete('CASCADE');
    table.primary(['task_id', 'blocked_by_id']);
    table.index(['blocked_by_id'], 'task_blocks_by_idx');
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment(
      'Requests that carried an Idempotency-Key and what they were answered, until they expire.',
    );
    table.string('caller_ref', 512).notNullable();
    table.string('key', 255).notNullable();
    table.string('route', 100).notNullable();
    table
      .string('request_hash', 64)
      .notNullable()
      .comment('SHA-256 of method, address, conditions and body');
    table
      .string('holder', 36)
      .notNullable()
      .comment('Who works on it; changes when a dead one is succeeded');
    table
      .bigInteger('lease_until')
      .notNullable()
      .comment('Instant until which the holder is taken to be alive');
    if (postgres) table.jsonb('steps').notNullable();
    else table.text('steps').notNullable();
    table.integer('status').nullable().comment('Null while it runs');
    table.text('response').nullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.primary(['caller_ref', 'key']);
    table.index(['expires_at'], 'idempotency_keys_expires_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'idempotency_keys',
    'task_blocks',
    'tasks',
    'saved_view_preferences',
    'saved_view_groups',
    'saved_views',
  ]) {
    await knex.schema.dropTable(table);
  }
};
