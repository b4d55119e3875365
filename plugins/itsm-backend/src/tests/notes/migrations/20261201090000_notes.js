// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('notes', table => {
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.text('body').nullable();
    table.string('topic', 40).nullable();
    table.bigInteger('published_at').nullable();
  });
  await knex.schema.createTable('notes_published', table => {
    table.comment('Derived: how often each note was published.');
    table.string('record_id', 36).primary().notNullable();
    table.integer('times').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notes_published');
  await knex.schema.dropTable('notes');
};
