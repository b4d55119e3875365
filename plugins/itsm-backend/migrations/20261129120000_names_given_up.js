// @ts-check

/**
 * Which names entities gave up, each time one did: of several that had one in turn the copy of the catalog knows
 * the last one alone, by which the name is understood.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('catalog_names', table => {
    table.comment('Names that entities gave up, each time one did; no people.');
    table.string('name', 512).notNullable();
    table
      .string('ref', 512)
      .notNullable()
      .comment('What is called otherwise since, by its name of now');
    table.bigInteger('since').notNullable();
    table.primary(['name', 'since', 'ref']);
    table.index(['ref'], 'catalog_names_ref_idx');
  });
  await knex.raw(
    `insert into catalog_names (name, ref, since)
     select alias_ref, ref, since from catalog_aliases where alias_ref not like 'user:%'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('catalog_names');
};
