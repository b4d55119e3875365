// @ts-check

const BATCH = 200;

/**
 * Who wrote the words that stand beside those of somebody else, so that they go with their author: why a
 * section was moved, and what a key result is called.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('design_sections', table => {
    table.string('reason_by_ref', 512).nullable().comment('Whose reason it is');
  });
  await knex.schema.alterTable('key_results', table => {
    table.string('title_by_ref', 512).nullable().comment('Who called it that');
  });
  // A section has the reason of its last move.
  const reasons = await knex('design_sections')
    .whereNotNull('reason')
    .select('id', 'record_id', 'section_key');
  for (let i = 0; i < reasons.length; i += BATCH) {
    const some = reasons.slice(i, i + BATCH);
    const moves = await knex('journal as j')
      .join('principals as p', 'p.id', 'j.actor_id')
      .whereIn('j.subject_id', [...new Set(some.map(row => row.record_id))])
      .where('j.kind', 'service.section-moved')
      .whereNotNull('p.ref')
      .orderBy('j.position')
      .select('j.subject_id', 'j.payload', 'p.ref');
    const last = new Map(
      moves.map(({ subject_id: id, payload, ref }) => {
        const { section } =
          typeof payload === 'string' ? JSON.parse(payload) : payload;
        return [`${id} ${section}`, ref];
      }),
    );
    for (const { id, record_id: record, section_key: key } of some) {
      const ref = last.get(`${record} ${key}`);
      if (ref)
        await knex('design_sections')
          .where({ id })
          .update({ reason_by_ref: ref });
    }
  }
  // Whether somebody else called it otherwise since, nothing tells.
  await knex('key_results').update({
    title_by_ref: knex('journal as j')
      .join('principals as p', 'p.id', 'j.actor_id')
      .where('j.subject_type', 'key-result')
      .whereRaw('j.subject_id = key_results.id')
      .where('j.kind', 'key-result.added')
      .limit(1)
      .select('p.ref'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('design_sections', table => {
    table.dropColumn('reason_by_ref');
  });
  await knex.schema.alterTable('key_results', table => {
    table.dropColumn('title_by_ref');
  });
};
