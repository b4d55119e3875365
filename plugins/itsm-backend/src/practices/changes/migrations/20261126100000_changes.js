// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('changes', table => {
    table.comment('What a change has beside what every record has.');
    table
      .string('record_id', 36)
      .primary()
      .notNullable()
      .references('id')
      .inTable('records')
      .onDelete('CASCADE');
    table.string('change_type', 20).nullable();
    table.text('description').nullable().comment('What is changed');
    table.text('justification').nullable().comment('Why');
    table.text('plan').nullable();
    table.text('test_evidence').nullable();
    table.text('rollback_plan').nullable();
    table.bigInteger('planned_start').nullable();
    table.bigInteger('planned_end').nullable();
    table.bigInteger('actual_start').nullable();
    table.bigInteger('actual_end').nullable();
    table
      .string('expected_impact', 20)
      .nullable()
      .comment('What happens to the affected items meanwhile');
    table.string('outcome', 20).nullable();
    table.text('outcome_note').nullable();
    table.string('risk', 20).nullable().comment('Computed');
    table.float('risk_score').nullable().comment('Computed');
    table.integer('conflict_count').nullable().comment('Computed');
    table.boolean('in_freeze').nullable().comment('Computed');
    table
      .string('template_key', 100)
      .nullable()
      .comment('The standard change template it was made from');
    table
      .boolean('pre_approved')
      .nullable()
      .comment('Whether the template was pre-approved when it was filed');
    table.string('review_reason', 20).nullable();
    table.bigInteger('reviewed_at').nullable();
    table.text('sent_back_reason').nullable();
    table.text('cancel_reason').nullable();
    // What overlaps a span: windows are short, so their start alone narrows it down to a few.
    table.index(['planned_start', 'planned_end'], 'changes_planned_start_idx');
    table.index(['planned_end'], 'changes_planned_end_idx');
    table.index(['template_key'], 'changes_template_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('changes');
};
