// @ts-check

/**
 * Maintenance: when something may be degraded or down by plan, and what.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('maintenance_windows', table => {
    table.comment(
      'Maintenance that follows from changes and from windows that come again; none is ever deleted.',
    );
    table.string('id', 36).notNullable().primary();
    table.string('source', 20).notNullable().comment('change or window');
    table
      .string('source_key', 40)
      .notNullable()
      .comment('The id of the change, or the key of the window');
    table
      .string('occurrence', 20)
      .notNullable()
      .defaultTo('')
      .comment('Of a window: the local time at which it begins by its rule');
    table
      .string('record_id', 36)
      .nullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('title', 200).nullable().comment('Of a window');
    table.string('impact', 20).notNullable().comment('degraded or down');
    table
      .string('state', 20)
      .notNullable()
      .comment('scheduled, running, ended or cancelled');
    table.bigInteger('starts_at').notNullable().comment('As it is planned');
    table
      .bigInteger('ends_at')
      .nullable()
      .comment('As it is planned; null if nobody said');
    table.bigInteger('started_at').nullable().comment('When it began');
    table.bigInteger('ended_at').nullable().comment('When it was over');
    table.integer('version').notNullable();
    table
      .string('journal_head', 64)
      .notNullable()
      .comment('The end of its chain in the journal');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    // A change has one, a window one for each time that it comes.
    table.unique(['source', 'source_key', 'occurrence'], {
      indexName: 'maintenance_windows_source_uq',
    });
    table.index(['starts_at', 'id'], 'maintenance_windows_start_idx');
    table.index(['state', 'starts_at', 'id'], 'maintenance_windows_state_idx');
    table.index(['record_id'], 'maintenance_windows_record_idx');
  });
  await knex.schema.createTable('maintenance_items', table => {
    table.comment('What maintenance is about, and what fails with that.');
    table
      .string('maintenance_id', 36)
      .notNullable()
      .references('id')
      .inTable('maintenance_windows')
      .onDelete('CASCADE');
    table.string('ref', 512).notNullable();
    table
      .string('role', 20)
      .notNullable()
      .comment('named: it is about it; affected: it fails with what is named');
    table.integer('distance').notNullable().comment('Steps from what is named');
    table
      .boolean('at_creation')
      .notNullable()
      .comment('Whether it was among them when it was planned');
    table
      .boolean('at_start')
      .nullable()
      .comment('Whether it was among them when it began; null before');
    table.primary(['maintenance_id', 'ref']);
    table.index(['ref', 'maintenance_id'], 'maintenance_items_ref_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('maintenance_items');
  await knex.schema.dropTable('maintenance_windows');
};
