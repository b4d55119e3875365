import type { Knex } from 'knex';
import { verifyChain } from '../kernel/journal/verifyChain';

/** The subjects of which the journal does not verify. There are none. */
export async function brokenChains(knex: Knex): Promise<string[]> {
  const subjects = await knex('journal').distinct('subject_type', 'subject_id');
  const heads = new Map<string, string>(
    (await knex('records').select('id', 'journal_head')).map(r => [
      r.id,
      r.journal_head,
    ]),
  );
  const broken: string[] = [];
  for (const { subject_type: type, subject_id: id } of subjects) {
    const { brokenAt } = await verifyChain(knex, id, heads.get(id), type);
    if (brokenAt !== undefined) broken.push(`${type} ${id} at ${brokenAt}`);
  }
  return broken;
}
