// @ts-check

/**
 * Lists of a service, a team or a person end in the order of the list, so that a page costs what it
 * shows. Without it a page of one service among a million records took 4 ms of reading the newest
 * of all; its records may be anywhere among them.
 */
const INDEXES = {
  records_service_idx: 'service_ref',
  records_owner_idx: 'owner_ref',
  records_assignee_idx: 'assignee_ref',
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const [name, column] of Object.entries(INDEXES)) {
    await knex.schema.alterTable('records', table => {
      table.dropIndex([], name);
    });
    await knex.schema.alterTable('records', table => {
      table.index([column, 'status_category', 'updated_at', 'id'], name);
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const [name, column] of Object.entries(INDEXES)) {
    await knex.schema.alterTable('records', table => {
      table.dropIndex([], name);
    });
    await knex.schema.alterTable('records', table => {
      table.index([column, 'status_category'], name);
    });
  }
};
