// @ts-check

/**
 * Outages: when a service was not there, or not as it should be.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sl_outages', table => {
    table.comment(
      'When a service was down, degraded, or planned to be; none is ever deleted.',
    );
    table.string('id', 36).notNullable().primary();
    table.string('entity_ref', 512).notNullable();
    table
      .string('kind', 20)
      .notNullable()
      .comment('outage, degradation or planned');
    table.bigInteger('begin_at').notNullable();
    table.bigInteger('end_at').nullable().comment('Null while it goes on');
    table
      .string('record_id', 36)
      .nullable()
      .comment('The record it belongs to, e.g. an incident');
    table.text('note').nullable();
    table
      .string('keeper', 63)
      .nullable()
      .comment('The bridge that recorded it, and lets it follow its record');
    table
      .string('by_people', 100)
      .notNullable()
      .defaultTo('')
      .comment('Fields of a kept one that people put right, with commas');
    table
      .bigInteger('withdrawn_at')
      .nullable()
      .comment('When it was taken back; it counts no more');
    table.integer('version').notNullable();
    table
      .string('journal_head', 64)
      .notNullable()
      .comment('The end of its chain in the journal');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(['entity_ref', 'begin_at', 'id'], 'sl_outages_entity_idx');
    table.index(['begin_at', 'id'], 'sl_outages_begin_idx');
    table.index(['record_id'], 'sl_outages_record_idx');
  });
  // A bridge keeps one outage for a record, however often it is told.
  await knex.raw(
    'create unique index sl_outages_kept_idx on sl_outages (keeper, record_id) where keeper is not null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sl_outages');
};
