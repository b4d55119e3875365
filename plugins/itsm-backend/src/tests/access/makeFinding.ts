import { v7 as uuidv7 } from 'uuid';
import { NOTHING_WRONG } from '../healthStories';
import type { Makes } from './makes';

/** Something that is wrong with the service of the scene. */
export async function makeFinding({ knex }: Makes): Promise<string> {
  const ref = 'component:default/checkout';
  // Looked at anew, as a case before it asked for, it would be found gone.
  await knex('due_work').where('kind', 'like', 'cmdb.health-%').delete();
  await knex('ci_health')
    .insert({
      ...NOTHING_WRONG,
      ref,
      title: 'Checkout',
      owner_ref: 'group:default/payments',
    })
    .onConflict('ref')
    .ignore();
  const id = uuidv7();
  await knex('ci_findings').insert({
    id,
    ref,
    rule: 'orphan',
    detail: id,
    dimension: 'correctness',
    rank: 2,
    message: 'It has no relation to anything.',
    advice: 'Say what it depends on.',
    since: 1,
  });
  return id;
}
