// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('initiatives', table => {
    table.comment('What an initiative has beside what every record has.');
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.text('objective').nullable();
    table.string('kpi', 100).nullable().comment('Key of a KPI');
    table
      .text('kpi_where')
      .nullable()
      .comment('Which facts count: JSON, values by dimension');
    table.string('statistic', 10).nullable();
    table.string('basis', 10).nullable();
    table.string('measure_every', 10).nullable();
    table.bigInteger('baseline_from').nullable();
    table.bigInteger('baseline_to').nullable();
    table.double('target').nullable();
    table.string('direction', 10).nullable();
    table.bigInteger('due_at').nullable();
    table.integer('watch_days').nullable();
    table.double('hours_each').nullable().comment('An assumption');
    table.double('hourly_rate').nullable().comment('An assumption');
    table.string('origin', 20).nullable();
    table.string('origin_id', 100).nullable();
    table.text('evidence').nullable();
    table.text('strategy').nullable();
    table.text('measure_note').nullable();
    table.text('gather_note').nullable();
    table.text('analysis').nullable();
    table.text('presented').nullable();
    table.text('plan').nullable();
    table.text('abandon_reason').nullable();
    table.string('kpi_unit', 10).nullable().comment('Computed');
    table.double('baseline_value').nullable().comment('Computed');
    table.integer('baseline_count').nullable().comment('Computed');
    table
      .integer('kpi_version')
      .nullable()
      .comment('The definition that the baseline was measured by');
    table.bigInteger('implementing_since').nullable().comment('Computed');
    table.double('current_value').nullable().comment('Computed');
    table.integer('current_count').nullable().comment('Computed');
    table.bigInteger('current_from').nullable().comment('Computed');
    table.bigInteger('current_to').nullable().comment('Computed');
    table.bigInteger('current_at').nullable().comment('When it was measured');
    table.string('verdict', 20).nullable().comment('Computed');
    table.bigInteger('achieved_at').nullable().comment('Computed');
    table.bigInteger('watch_until').nullable().comment('Computed');
    table.integer('slips').nullable().comment('How often it slipped');
    table.double('saved_hours').nullable().comment('Computed');
    table.double('saved_money').nullable().comment('Computed');
    table.index(['kpi'], 'initiatives_kpi_idx');
    // What was taken up once is not taken up twice, however many press at the same instant.
    table.unique(['origin', 'origin_id'], {
      indexName: 'initiatives_origin_idx',
    });
  });
  await knex.schema.createTable('initiative_measures', table => {
    table.comment('What was measured for initiatives, a row for each window.');
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.bigInteger('from_at').notNullable();
    table.bigInteger('to_at').notNullable();
    table.double('value').nullable().comment('Absent: nothing to count it of');
    table.integer('count').notNullable();
    table
      .integer('version')
      .notNullable()
      .comment('Of the definition that the baseline was measured by');
    table
      .double('newest_value')
      .nullable()
      .comment('By the newest definition, where that is another one');
    table.integer('newest_version').notNullable();
    table.string('verdict', 20).notNullable();
    table.bigInteger('measured_at').notNullable();
    table.primary(['record_id', 'from_at']);
  });
  await knex.schema.createTable('initiative_looks', table => {
    table.comment('When initiatives were measured last, whatever came of it.');
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.bigInteger('looked_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('initiative_looks');
  await knex.schema.dropTable('initiative_measures');
  await knex.schema.dropTable('initiatives');
};
