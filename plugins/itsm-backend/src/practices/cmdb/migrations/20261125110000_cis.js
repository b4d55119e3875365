// @ts-check

/**
 * What is not in Git: items, what each source says of them, what counts, by what they are known,
 * which of them may be one, and the loads that brought them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ci_items', table => {
    table.comment(
      'Configuration items that sources or people say something of.',
    );
    table.string('id', 36).primary().notNullable();
    table
      .string('ref', 512)
      .notNullable()
      .comment('Of its entity; for its whole life');
    table.string('class', 40).nullable();
    table.string('title', 400).notNullable();
    table
      .string('state', 10)
      .notNullable()
      .comment('active, stale, retired or merged');
    table
      .boolean('owned')
      .notNullable()
      .comment('Whether the entity is made here; else it comes from elsewhere');
    table
      .string('retired_by', 10)
      .nullable()
      .comment('hand, or missing from its source');
    table
      .string('merged_into', 36)
      .nullable()
      .comment('What it turned out to be');
    table
      .text('formerly')
      .notNullable()
      .comment('JSON of the references merged into it');
    table
      .bigInteger('revision')
      .notNullable()
      .comment('Of the newest change of the entity');
    table.integer('version').notNullable();
    table.string('journal_head', 64).nullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['ref'], { indexName: 'ci_items_ref_idx' });
    table.index(['revision'], 'ci_items_revision_idx');
    table.index(['merged_into'], 'ci_items_merged_idx');
  });
  await knex.schema.createTable('ci_claims', table => {
    table.comment('What a source says of an item, as it last said it.');
    table.string('id', 36).primary().notNullable();
    table.string('item_id', 36).notNullable().references('ci_items.id');
    table
      .string('home_id', 36)
      .notNullable()
      .comment('The item it was made for; others by a merge');
    table.string('source', 40).notNullable();
    table.string('external_id', 400).notNullable();
    table.text('said').notNullable().comment('JSON of values by key');
    table
      .bigInteger('seen_at')
      .notNullable()
      .comment('When the source last named it');
    table
      .bigInteger('missing_at')
      .nullable()
      .comment('When a complete load came without it');
    table.unique(['source', 'external_id'], {
      indexName: 'ci_claims_source_idx',
    });
    table.index(['item_id'], 'ci_claims_item_idx');
  });
  await knex.schema.createTable('ci_values', table => {
    table.comment('What counts of all that sources say, by precedence.');
    table.string('item_id', 36).notNullable().references('ci_items.id');
    table.string('key', 40).notNullable();
    table.text('value').notNullable().comment('JSON');
    table
      .string('word', 100)
      .notNullable()
      .comment('Its beginning in small letters, for filters');
    table
      .double('number')
      .nullable()
      .comment('Of numbers; of days in milliseconds since the epoch');
    table.string('source', 40).notNullable();
    table.bigInteger('since').notNullable();
    table.primary(['item_id', 'key']);
    table.index(['key', 'word'], 'ci_values_word_idx');
    table.index(['key', 'number'], 'ci_values_number_idx');
  });
  await knex.schema.createTable('ci_identities', table => {
    table.comment('By what items are known: one row a claim and rule.');
    table.string('claim_id', 36).notNullable();
    table
      .string('rule', 220)
      .notNullable()
      .comment('Its attributes, with + between');
    table.string('item_id', 36).notNullable().references('ci_items.id');
    table.string('hash', 64).notNullable().comment('Of class, rule and value');
    table
      .string('value', 200)
      .notNullable()
      .comment('Its beginning, for people');
    table.primary(['claim_id', 'rule']);
    table.index(['hash'], 'ci_identities_hash_idx');
    table.index(['item_id'], 'ci_identities_item_idx');
  });
  await knex.schema.createTable('ci_duplicates', table => {
    table.comment('Pairs of items that may be one.');
    table.string('id', 36).primary().notNullable();
    table.string('a_id', 36).notNullable().references('ci_items.id');
    table.string('b_id', 36).notNullable().references('ci_items.id');
    table.string('rule', 220).notNullable();
    table.string('value', 200).notNullable();
    table
      .string('state', 10)
      .notNullable()
      .comment('open, dismissed or merged');
    table.bigInteger('found_at').notNullable();
    table.unique(['a_id', 'b_id'], { indexName: 'ci_duplicates_pair_idx' });
    table.index(['b_id'], 'ci_duplicates_b_idx');
    table.index(['state', 'id'], 'ci_duplicates_state_idx');
  });
  await knex.schema.createTable('ci_loads', table => {
    table.comment('Loads of sources; dry runs leave no trace.');
    table.string('id', 36).primary().notNullable();
    table.string('source', 40).notNullable();
    table.string('actor_ref', 512).notNullable();
    table.string('state', 10).notNullable();
    table.boolean('complete').notNullable();
    table.text('counts').notNullable().comment('JSON');
    table.text('message').nullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('finished_at').nullable();
    table.index(['source', 'id'], 'ci_loads_source_idx');
    table.index(['state'], 'ci_loads_state_idx');
  });
  await knex.schema.createTable('ci_load_problems', table => {
    table.comment('Rows that were not taken, the first 1,000 of a load.');
    table.string('load_id', 36).notNullable().references('ci_loads.id');
    table.integer('n').notNullable();
    table.integer('line').notNullable();
    table.text('reason').notNullable();
    table.primary(['load_id', 'n']);
  });
  await knex.schema.createTable('ci_revisions', table => {
    table.comment(
      'The newest revision of items. Whoever changes items holds its row, so that revisions become visible in their order.',
    );
    table.string('id', 10).primary().notNullable();
    table.bigInteger('last').notNullable();
    table
      .string('basis', 64)
      .nullable()
      .comment(
        'Hash of the classes and precedences that values were settled by',
      );
  });
  await knex('ci_revisions').insert({ id: 'items', last: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'ci_revisions',
    'ci_load_problems',
    'ci_loads',
    'ci_duplicates',
    'ci_identities',
    'ci_values',
    'ci_claims',
    'ci_items',
  ])
    await knex.schema.dropTable(table);
};
