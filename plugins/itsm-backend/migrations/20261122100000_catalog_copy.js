// @ts-check

/**
 * The compact copy of the software catalog: every record needs owner and routing, and a catalog
 * call per request is too slow.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('catalog_entities', table => {
    table.comment(
      'One row per entity ever seen; entities that left keep their row, marked.',
    );
    table.string('ref', 512).primary().notNullable();
    table.string('uid', 64).nullable();
    table.string('etag', 64).nullable();
    table.string('kind', 63).notNullable();
    table.string('name', 255).notNullable();
    table.string('title', 400).notNullable();
    table.string('type', 100).nullable();
    table.string('lifecycle', 100).nullable();
    table.string('owner_ref', 512).nullable();
    table.string('system_ref', 512).nullable();
    table
      .text('annotations')
      .notNullable()
      .comment('JSON of the configured annotations');
    table.bigInteger('seen_at').notNullable();
    table
      .bigInteger('removed_at')
      .nullable()
      .comment('When a whole read no longer had it');
    table.index(['kind', 'removed_at'], 'catalog_entities_kind_idx');
    table.index(['owner_ref'], 'catalog_entities_owner_idx');
    table.index(['system_ref'], 'catalog_entities_system_idx');
    table.index(['uid'], 'catalog_entities_uid_idx');
  });

  await knex.schema.createTable('catalog_relations', table => {
    table.string('source_ref', 512).notNullable();
    table.string('type', 100).notNullable();
    table.string('target_ref', 512).notNullable();
    table.primary(['source_ref', 'type', 'target_ref']);
    table.index(['target_ref', 'type'], 'catalog_relations_target_idx');
  });

  await knex.schema.createTable('catalog_aliases', table => {
    table.comment('References that entities had before they were renamed.');
    table.string('alias_ref', 512).primary().notNullable();
    table.string('ref', 512).notNullable();
    table.bigInteger('since').notNullable();
    table.index(['ref'], 'catalog_aliases_ref_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('catalog_aliases');
  await knex.schema.dropTable('catalog_relations');
  await knex.schema.dropTable('catalog_entities');
};
