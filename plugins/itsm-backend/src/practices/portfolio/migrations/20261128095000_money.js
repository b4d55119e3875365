// @ts-check

/**
 * What services cost, who is paid for it, and what was agreed with them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  const ofRecord = table =>
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
  /** @param {import('knex').Knex.CreateTableBuilder} table */
  const costs = table => {
    table.string('id', 36).primary().notNullable();
    table.string('service_ref', 512).notNullable();
    table.string('kind', 20).notNullable();
    table
      .bigInteger('minor')
      .notNullable()
      .comment('A whole number of the smallest unit of the currency');
    table.string('currency', 3).notNullable().comment('ISO 4217');
    table.text('words').nullable().comment('Null once they were erased');
    table.string('words_by_ref', 512).notNullable();
    table.integer('version').notNullable();
    table.string('journal_head', 64).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
  };
  await knex.schema.createTable('cost_lines', table => {
    table.comment('Costs and budgets of single months.');
    costs(table);
    table.string('month', 7).notNullable().comment('e.g. 2026-11');
    table.string('plan', 10).notNullable().comment('actual or budget');
    table.string('source', 40).notNullable();
    table.string('external_id', 200).notNullable().comment('Of the source');
    table.unique(['source', 'external_id'], {
      indexName: 'cost_lines_source_uq',
    });
    table.index(['service_ref', 'month', 'id'], 'cost_lines_service_idx');
    table.index(['month'], 'cost_lines_month_idx');
  });
  await knex.schema.createTable('cost_items', table => {
    table.comment('Cost models: what comes back each month.');
    costs(table);
    table.string('plan', 10).notNullable().comment('actual, budget or both');
    table.string('from_month', 7).notNullable();
    table.string('to_month', 7).nullable().comment('The last one');
    table.bigInteger('quantity').notNullable().comment('Thousandths');
    table.string('unit', 40).nullable().comment('What one of it is called');
    table.string('per', 10).notNullable().comment('month or year');
    table.string('contract_number', 40).nullable();
    table.index(['service_ref'], 'cost_items_service_idx');
    table.index(['contract_number'], 'cost_items_contract_idx');
  });
  await knex.schema.createTable('suppliers', table => {
    table.comment('What a supplier has beside what every record has.');
    ofRecord(table);
    table.text('provides').nullable();
    table.text('contact').nullable();
    table.string('website', 500).nullable();
    table.bigInteger('review_at').nullable();
    table.text('end_reason').nullable();
  });
  await knex.schema.createTable('contracts', table => {
    table.comment('What a contract has beside what every record has.');
    ofRecord(table);
    table.string('supplier_number', 40).nullable();
    table.text('terms').nullable();
    table.bigInteger('start_at').nullable();
    table.bigInteger('end_at').nullable();
    table.string('renewal', 20).nullable();
    table.integer('renewal_months').nullable();
    table.integer('notice_days').nullable();
    table
      .bigInteger('notice_by')
      .nullable()
      .comment('Computed: the last instant at which notice can be given');
    table
      .double('value_minor')
      .nullable()
      .comment('A whole number of the smallest unit of the currency');
    table.string('currency', 3).nullable().comment('ISO 4217');
    table.string('value_per', 10).nullable();
    table.string('agreement_key', 63).nullable();
    table.text('end_reason').nullable();
    table.index(['supplier_number'], 'contracts_supplier_idx');
    table.index(['end_at'], 'contracts_end_idx');
    table.index(['notice_by'], 'contracts_notice_idx');
    table.index(['agreement_key'], 'contracts_agreement_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['contracts', 'suppliers', 'cost_items', 'cost_lines'])
    await knex.schema.dropTable(table);
};
