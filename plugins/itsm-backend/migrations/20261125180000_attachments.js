// @ts-check

/**
 * Files that hang on records, with their content.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('attachments', table => {
    table.comment(
      'Files that hang on records. Written by the door; the names stand in texts.',
    );
    table
      .string('id', 36)
      .primary()
      .notNullable()
      .comment('UUIDv7; names the content too');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('audience', 20).notNullable();
    table
      .string('text_id', 36)
      .notNullable()
      .references('id')
      .inTable('texts')
      .comment('Its name');
    table
      .string('media_type', 255)
      .notNullable()
      .comment('As its content says');
    table
      .string('claimed_type', 255)
      .nullable()
      .comment('As whoever sent it said');
    table.bigInteger('size').notNullable().comment('Bytes');
    table.string('sha256', 64).notNullable();
    table
      .integer('uploader_id')
      .notNullable()
      .references('id')
      .inTable('principals');
    table.bigInteger('created_at').notNullable();
    table
      .bigInteger('removed_at')
      .nullable()
      .comment('Its content is gone with it, or soon after');
    table
      .integer('removed_by_id')
      .nullable()
      .references('id')
      .inTable('principals');
    table.index(['record_id', 'created_at'], 'attachments_record_idx');
    table.index(['text_id'], 'attachments_text_idx');
    table.index(['uploader_id'], 'attachments_uploader_idx');
    table.index(['removed_by_id'], 'attachments_removed_by_idx');
  });

  await knex.schema.createTable('attachment_chunks', table => {
    table.comment(
      'What is in the files, in pieces, unless another storage keeps it.',
    );
    table.string('content_id', 36).notNullable();
    table.integer('seq').notNullable().comment('From 0');
    table.binary('bytes').notNullable();
    table.primary(['content_id', 'seq']);
  });

  await knex.schema.createTable('attachment_leftovers', table => {
    table.comment(
      'Contents that belong to no attachment: not yet, or no longer. What stays here is swept.',
    );
    table.string('content_id', 36).primary().notNullable();
    table.bigInteger('since').notNullable();
    table.index(['since'], 'attachment_leftovers_since_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'attachment_leftovers',
    'attachment_chunks',
    'attachments',
  ]) {
    await knex.schema.dropTable(table);
  }
};
