// @ts-check

/**
 * What is known of each service that lists and searches ask for, and what it lacks to be managed. All
 * of it is derived: from the catalog, from definitions, and from what practices know.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('service_profiles', table => {
    table.comment(
      'One row per entity of the catalog that counts as a service.',
    );
    table.string('ref', 512).notNullable().primary();
    table.string('kind', 63).notNullable();
    table.string('title', 400).notNullable();
    table
      .string('sort_title', 400)
      .notNullable()
      .comment(
        'The title as lists are sorted by it: small letters, no accents',
      );
    table
      .text('what')
      .nullable()
      .comment(
        'What it does, in a few words; the beginning of its description',
      );
    table
      .text('words')
      .notNullable()
      .comment(
        'What it is found by: its title, description and offerings as plain words, each with a blank before it',
      );
    table.string('type', 100).nullable();
    table.string('lifecycle', 100).nullable();
    table.string('owner_ref', 512).nullable();
    table.string('system_ref', 512).nullable();
    table
      .string('category_ref', 512)
      .nullable()
      .comment('The domain of it or of its system');
    table.string('tier', 20).nullable();
    table
      .string('record_id', 36)
      .nullable()
      .comment('Its record in the portfolio, if there is one');
    table
      .string('section', 10)
      .notNullable()
      .comment(
        'offered, or known: where the catalogue shows it; hidden: nowhere',
      );
    table
      .integer('score')
      .nullable()
      .comment('From 0 to 100; null where nothing counts');
    table
      .text('checks')
      .notNullable()
      .comment('JSON: how it stands to each check, with its weight');
    table
      .integer('risk')
      .nullable()
      .comment('Likelihood times impact of its highest risk');
    table.bigInteger('computed_at').notNullable();
    table.index(['score', 'sort_title', 'ref'], 'service_profiles_score_idx');
    table.index(['sort_title', 'ref'], 'service_profiles_title_idx');
    table.index(['owner_ref', 'score', 'ref'], 'service_profiles_owner_idx');
    table.index(
      ['section', 'sort_title', 'ref'],
      'service_profiles_section_idx',
    );
    table.index(['system_ref'], 'service_profiles_system_idx');
    table.index(['category_ref'], 'service_profiles_category_idx');
    table.index(['record_id'], 'service_profiles_record_idx');
  });

  await knex.schema.createTable('service_profile_checks', table => {
    table.comment('What services should have, as far as it counts for them.');
    table.string('ref', 512).notNullable();
    table.string('check_key', 40).notNullable();
    table.integer('missing').notNullable().comment('1, or 0 if it is there');
    table.primary(['ref', 'check_key']);
    table.index(
      ['check_key', 'missing', 'ref'],
      'service_profile_checks_key_idx',
    );
  });

  await knex.schema.createTable('service_profile_waiting', table => {
    table.comment(
      'Entities that something changed of; they are looked at soon.',
    );
    table.string('ref', 512).notNullable().primary();
    table
      .string('stamp', 36)
      .notNullable()
      .comment('Another one each time that it changes');
  });

  await knex.schema.createTable('service_profile_state', table => {
    table.comment('When all services were looked at, and by what: one row.');
    table.integer('id').notNullable().primary();
    table
      .string('basis', 64)
      .nullable()
      .comment('What the last whole look was made with, hashed');
    table.string('begun_basis', 64).nullable();
    table.bigInteger('begun_at').nullable();
    table.bigInteger('evaluated_at').nullable();
  });
  await knex('service_profile_state').insert({ id: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('service_profile_state');
  await knex.schema.dropTable('service_profile_waiting');
  await knex.schema.dropTable('service_profile_checks');
  await knex.schema.dropTable('service_profiles');
};
