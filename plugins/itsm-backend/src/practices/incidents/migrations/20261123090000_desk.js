// @ts-check

/**
 * What the service desk needs: who is waited for and until when, how an incident ended, major
 * incidents, and what the requester says about it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('incidents', table => {
    table.text('hold_note').nullable();
    table.bigInteger('hold_until').nullable();
    table.string('resolution_code', 40).nullable();
    table.boolean('major').nullable();
    table.bigInteger('major_since').nullable();
    table.text('major_summary').nullable().comment('What we know');
    table
      .boolean('major_announced')
      .nullable()
      .comment('Whether the summary is for everybody who follows the service');
    table.bigInteger('next_update_at').nullable();
    table
      .smallint('satisfaction')
      .nullable()
      .comment('1 to 5, by the requester');
    table.text('satisfaction_comment').nullable();
  });
  // Few incidents are major; the list of them costs what it shows.
  await knex.raw(
    'create index incidents_major_idx on incidents (record_id) where (major is not null)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index incidents_major_idx');
  await knex.schema.alterTable('incidents', table => {
    table.dropColumns(
      'hold_note',
      'hold_until',
      'resolution_code',
      'major',
      'major_since',
      'major_summary',
      'major_announced',
      'next_update_at',
      'satisfaction',
      'satisfaction_comment',
    );
  });
};
