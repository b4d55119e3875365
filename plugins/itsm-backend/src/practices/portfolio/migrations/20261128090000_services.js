// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('services', table => {
    table.comment(
      'What a service of the portfolio has beside what every record has.',
    );
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.text('purpose').nullable();
    table.string('entity_ref', 512).nullable().comment('What it is bound to');
    table
      .string('entity_name', 63)
      .nullable()
      .comment('What it is called in the catalog if it comes from here');
    table.string('business_owner_ref', 512).nullable();
    table.text('customers').nullable().comment('One a line');
    table.string('tier', 10).nullable();
    table.integer('value_score').nullable().comment('1 to 5');
    table.text('expected_value').nullable();
    table.integer('risk_score').nullable().comment('1 to 5');
    table
      .double('estimated_cost')
      .nullable()
      .comment('A year, a whole number of the smallest unit of the currency');
    table.string('cost_currency', 3).nullable().comment('ISO 4217');
    table.bigInteger('planned_start').nullable();
    table.bigInteger('planned_live').nullable();
    table.bigInteger('planned_retire').nullable();
    table.bigInteger('review_at').nullable();
    table.text('fit_reason').nullable();
    table.text('reject_reason').nullable();
    table.text('retire_reason').nullable();
    table.string('successor_ref', 512).nullable();
    table.string('origin', 20).nullable();
    table.bigInteger('chartered_at').nullable().comment('Computed');
    table.bigInteger('live_at').nullable().comment('Computed');
    table
      .string('given_ref', 512)
      .nullable()
      .comment('The entity that the provider brings into the catalog');
    table
      .string('bound_ref', 512)
      .nullable()
      .comment('The entity, as long as the record holds it');
    table.index(['entity_ref'], 'services_entity_idx');
    table.index(['business_owner_ref'], 'services_business_owner_idx');
    table.index(['successor_ref'], 'services_successor_idx');
    // An entity is one service, however many bind it at the same instant; so is a name.
    table.unique(['given_ref'], { indexName: 'services_given_idx' });
    table.unique(['bound_ref'], { indexName: 'services_bound_idx' });
  });
  await knex.schema.createTable('service_entities', table => {
    table.comment(
      'Services that the provider brings into the catalog, or brought.',
    );
    table.string('ref', 512).primary().notNullable();
    table
      .string('record_id', 36)
      .nullable()
      .comment('Absent: it is to leave the catalog')
      .references('id')
      .inTable('records')
      .onDelete('SET NULL');
    table
      .bigInteger('revision')
      .notNullable()
      .comment('Position of the journal entry that changed it last');
    table.index(['revision'], 'service_entities_revision_idx');
    table.index(['record_id'], 'service_entities_record_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('service_entities');
  await knex.schema.dropTable('services');
};
