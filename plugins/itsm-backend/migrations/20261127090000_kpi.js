// @ts-check

/** How many of each a kind of facts can have. */
const STAGES = 6;
const VALUES = 8;
const DIMENSIONS = 6;
/** What one stage can count and add up. */
const MARKS_AT = 8;
const VALUES_AT = 4;

const upTo = (/** @type {number} */ n) =>
  Array.from({ length: n }, (_, i) => i + 1);

/**
 * What is counted: facts, the rollups that follow from them, and what is known of records between two
 * entries of the journal.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kpi_kinds', table => {
    table.comment('Kinds of facts, as their rollups were made.');
    table.increments('id').notNullable();
    table.string('kind', 40).notNullable();
    table.integer('version').notNullable().comment('Of what is derived');
    table
      .string('zone', 64)
      .notNullable()
      .comment('IANA zone in which days and months begin');
    table.unique(['kind'], { indexName: 'kpi_kinds_kind_unique' });
  });

  await knex.schema.createTable('kpi_states', table => {
    table.comment(
      'What is known of a record between two entries of the journal, by kind of facts.',
    );
    table.integer('kind_id').notNullable();
    table.string('record_id', 36).notNullable();
    table
      .bigInteger('last_at')
      .notNullable()
      .comment('When the newest of its entries happened; older ones are late');
    table.text('state').notNullable().comment('JSON');
    table.primary(['kind_id', 'record_id']);
  });

  await knex.schema.createTable('kpi_facts', table => {
    table.comment(
      'One row for each thing that is counted, as it is now. Columns are by the order in its kind.',
    );
    table.integer('kind_id').notNullable();
    table.string('id', 80).notNullable();
    table
      .string('record_id', 36)
      .nullable()
      .comment('To show where somebody asks what is behind a number');
    table
      .boolean('restricted')
      .notNullable()
      .comment('Kept out of all rollups and answers');
    for (const i of upTo(STAGES))
      table
        .bigInteger(`t${i}`)
        .nullable()
        .comment(`When it reached stage ${i}`);
    for (const i of upTo(VALUES)) table.double(`v${i}`).nullable();
    table
      .integer('marks')
      .notNullable()
      .comment('A bit for each that it bears');
    for (const i of upTo(DIMENSIONS)) table.string(`d${i}`, 512).nullable();
    table.primary(['kind_id', 'id']);
    table.index(['kind_id', 'record_id'], 'kpi_facts_record_idx');
    // Without the id: facts that have not reached a stage are one entry, and those are asked for.
    for (const i of upTo(STAGES))
      table.index(['kind_id', `t${i}`], `kpi_facts_t${i}_idx`);
    // Of the first two, which have the most values.
    for (const i of upTo(2))
      table.index(['kind_id', `d${i}`], `kpi_facts_d${i}_idx`);
  });

  await knex.schema.createTable('kpi_series', table => {
    table.comment(
      'What rollups are kept of: all facts at a stage, or those with one value of a dimension.',
    );
    table.increments('id').notNullable();
    table.integer('kind_id').notNullable();
    table.string('stage', 40).notNullable();
    table
      .string('dimension', 40)
      .notNullable()
      .comment('Empty: all facts together');
    table
      .string('value', 512)
      .notNullable()
      .comment('Empty: facts without one');
    table.unique(['kind_id', 'stage', 'dimension', 'value'], {
      indexName: 'kpi_series_unique',
    });
  });

  await knex.schema.createTable('kpi_cells', table => {
    table.comment('Rollups: a month of a series, with its days.');
    table.integer('series_id').notNullable();
    table
      .bigInteger('month')
      .notNullable()
      .comment('The first instant of the month in the zone');
    table.integer('n').notNullable().comment('How many facts');
    table
      .bigInteger('since')
      .notNullable()
      .comment('Sum of the instants of their first stage, from the month on');
    for (const i of upTo(MARKS_AT))
      table.integer(`m${i}`).nullable().comment(`How many bear mark ${i}`);
    for (const i of upTo(VALUES_AT)) {
      table.integer(`c${i}`).nullable().comment(`How many have value ${i}`);
      table.bigInteger(`s${i}`).nullable().comment('Their sum');
      table.text(`h${i}`).nullable().comment('Their histogram, packed');
    }
    table.text('days').notNullable().comment('JSON: the same by day');
    table
      .text('hours')
      .nullable()
      .comment('JSON: how many in each hour that had any');
    table.primary(['series_id', 'month']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'kpi_cells',
    'kpi_series',
    'kpi_facts',
    'kpi_states',
    'kpi_kinds',
  ])
    await knex.schema.dropTable(table);
};
