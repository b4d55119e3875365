// @ts-check

const NAME = 'ci_relations_since_idx';

/**
 * Relations of an item by when they began: what began after the instant that is asked about is not
 * read, however much it is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `create index ${NAME} on ci_relations (source_ref, valid_from)`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`drop index if exists ${NAME}`);
};
