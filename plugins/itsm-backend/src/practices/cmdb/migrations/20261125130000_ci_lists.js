// @ts-check

const INDEXES = {
  // Items in the order of their titles; of a kind, a type and an owner.
  ci_list_title_idx:
    'catalog_entities (lower(title), ref) where removed_at is null',
  ci_list_kind_idx:
    'catalog_entities (kind, lower(title), ref) where removed_at is null',
  ci_list_type_idx:
    'catalog_entities (type, lower(title), ref) where removed_at is null',
  ci_list_owner_idx:
    'catalog_entities (owner_ref, lower(title), ref) where removed_at is null',
  ci_list_gone_idx:
    'catalog_entities (lower(title), ref) where removed_at is not null',
  // What sources and people say, by class.
  ci_items_class_idx: 'ci_items (class, ref)',
  // The newest version of each item, by item and by time.
  ci_versions_newest_idx: 'ci_versions (ref) where valid_to is null',
  ci_versions_latest_idx:
    'ci_versions (valid_from, position) where valid_to is null',
  // Changes across the catalog: to be seen for the first time is none.
  ci_versions_told_idx: `ci_versions (position) where (what <> 'added' or since is not null)`,
};

const WORDS = 'ci_list_words_idx';

/**
 * Orders in which configuration items are listed. On PostgreSQL they are found by words through an
 * index, too; SQLite reads all titles.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [name, on] of Object.entries(INDEXES))
    await knex.raw(`create index ${name} on ${on}`);
  if (knex.client.config.client === 'pg') {
    await knex.raw(
      `create index ${WORDS} on catalog_entities using gin (to_tsvector('simple', translate(title || ' ' || ref, ':/-_.', '     ')))`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [...Object.keys(INDEXES), WORDS])
    await knex.raw(`drop index if exists ${name}`);
};
