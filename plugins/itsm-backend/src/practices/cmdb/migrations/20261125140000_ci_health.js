// @ts-check

const DIMENSIONS = ['completeness', 'correctness', 'staleness', 'compliance'];

/**
 * How healthy the data of configuration items are: what was found, scores, what people say of items,
 * and the tasks that findings became.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ci_health', table => {
    table.comment('Scores of each item as it was last looked at.');
    table.string('ref', 512).primary().notNullable();
    table.string('title', 400).notNullable();
    table.string('kind', 63).notNullable();
    table.string('class', 40).nullable();
    table.string('owner_ref', 512).nullable();
    table.string('system_ref', 512).nullable();
    table
      .integer('score')
      .nullable()
      .comment('Of all dimensions, in hundredths; null without any check');
    for (const dimension of DIMENSIONS) {
      table.integer(dimension).nullable().comment('In hundredths');
      table
        .integer(`${dimension}_total`)
        .notNullable()
        .comment('Weight of all checks');
      table
        .integer(`${dimension}_failed`)
        .notNullable()
        .comment('Weight of those that failed and are not excused');
      table
        .integer(`${dimension}_findings`)
        .notNullable()
        .comment('Not excused');
    }
    table.integer('excused').notNullable().comment('Findings');
    table.bigInteger('confirmed_at').nullable();
    table
      .bigInteger('confirm_due_at')
      .nullable()
      .comment('When it is to be confirmed; null if nobody is asked to');
    table.bigInteger('evaluated_at').notNullable().comment('It last differed');
    table.index(['class'], 'ci_health_class_idx');
    table.index(['owner_ref', 'confirm_due_at'], 'ci_health_owner_idx');
    table.index(['system_ref'], 'ci_health_system_idx');
    table.index(['confirm_due_at', 'ref'], 'ci_health_confirm_idx');
    table.index(['score', 'ref'], 'ci_health_score_idx');
  });
  await knex.schema.createTable('ci_findings', table => {
    table.comment('What is wrong with items as they were last looked at.');
    table.string('id', 36).primary().notNullable();
    table.string('ref', 512).notNullable();
    table.string('rule', 100).notNullable();
    table
      .string('detail', 640)
      .notNullable()
      .comment('Tells findings of one rule apart, e.g. an attribute');
    table.string('field', 100).nullable().comment('The attribute');
    table.string('dimension', 20).notNullable();
    table.smallint('rank').notNullable().comment('1 high, 2 medium, 3 low');
    table.text('message').notNullable();
    table
      .text('plain')
      .nullable()
      .comment(
        'The message without other items, for who may not see them; null if there is nothing to say to them then',
      );
    table.text('advice').notNullable();
    table
      .text('about')
      .nullable()
      .comment('JSON of the items that the message names');
    table.bigInteger('since').notNullable();
    table.unique(['ref', 'rule', 'detail'], {
      indexName: 'ci_findings_one_idx',
    });
    table.index(['rank', 'since', 'id'], 'ci_findings_order_idx');
    table.index(['rule', 'rank'], 'ci_findings_rule_idx');
  });
  await knex.schema.createTable('ci_attestations', table => {
    table.comment('What people say of the data of an item as a whole.');
    table.string('ref', 512).primary().notNullable();
    table.string('id', 36).notNullable().comment('Its subject in the journal');
    table.string('journal_head', 64).nullable();
    table.bigInteger('confirmed_at').nullable();
    table.string('confirmed_by_ref', 512).nullable();
    table.text('note').nullable();
  });
  await knex.schema.createTable('ci_excuses', table => {
    table.comment('Findings that are accepted until an instant.');
    table.string('ref', 512).notNullable();
    table.string('rule', 100).notNullable();
    table.string('detail', 640).notNullable();
    table.bigInteger('until').notNullable();
    table.text('reason').notNullable();
    table.string('by_ref', 512).nullable();
    table.primary(['ref', 'rule', 'detail']);
  });
  await knex.schema.createTable('ci_finding_tasks', table => {
    table.comment('The newest task of each finding that became one.');
    table.string('ref', 512).notNullable();
    table.string('rule', 100).notNullable();
    table.string('detail', 640).notNullable();
    table
      .string('record_id', 36)
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.primary(['ref', 'rule', 'detail']);
    table.index(['record_id'], 'ci_finding_tasks_record_idx');
  });
  await knex.schema.createTable('ci_tasks', table => {
    table.comment('What a CI task has beside what every record has.');
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('ci_ref', 512).nullable();
    table.string('rule', 100).nullable();
    table.text('finding').nullable();
    table.text('advice').nullable();
    table.text('resolution').nullable();
    table.text('reason').nullable();
    table.index(['ci_ref'], 'ci_tasks_ci_idx');
  });
  await knex.schema.createTable('ci_health_days', table => {
    table.comment('Scores as they were at the end of each day (UTC).');
    table.string('day', 10).notNullable();
    table
      .string('grouping', 10)
      .notNullable()
      .comment('all, class, owner or system');
    table
      .string('key', 512)
      .notNullable()
      .comment('Of the group; empty for those without one, and for all');
    table.integer('items').notNullable();
    table.integer('score').nullable().comment('In hundredths');
    for (const dimension of DIMENSIONS) {
      table.integer(dimension).nullable().comment('In hundredths');
      table.integer(`${dimension}_findings`).notNullable();
    }
    table.integer('excused').notNullable();
    table.primary(['grouping', 'key', 'day']);
    table.index(['day'], 'ci_health_days_day_idx');
  });
  await knex.schema.createTable('ci_health_waiting', table => {
    table.comment('Items that changed and wait to be looked at.');
    table.string('ref', 512).primary().notNullable();
  });
  await knex.schema.createTable('ci_health_state', table => {
    table.comment('One row; whoever looks at items holds it.');
    table.string('id', 10).primary().notNullable();
    table
      .string('basis', 64)
      .nullable()
      .comment('Hash of what all items were last looked at by');
    table
      .bigInteger('evaluated_at')
      .nullable()
      .comment('When all items were last looked at');
    table
      .string('begun_basis', 64)
      .nullable()
      .comment('Of the looking at all items that was last begun');
    table.bigInteger('begun_at').nullable();
    table
      .bigInteger('next_day_at')
      .nullable()
      .comment('When the day will be closed');
  });
  await knex('ci_health_state').insert({ id: 'all' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'ci_health_state',
    'ci_health_waiting',
    'ci_health_days',
    'ci_tasks',
    'ci_finding_tasks',
    'ci_excuses',
    'ci_attestations',
    'ci_findings',
    'ci_health',
  ])
    await knex.schema.dropTable(table);
};
