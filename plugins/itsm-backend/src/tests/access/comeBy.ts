import type { World } from './world';

/** The lists of all types of records that news are about. */
const LISTS = [
  '/incidents',
  '/changes',
  '/improvement/initiatives',
  '/improvement/suggestions',
  '/portfolio/contracts',
  '/portfolio/suppliers',
  '/portfolio/records',
  '/portfolio/objectives',
  '/portfolio/trends',
  '/portfolio/demand',
  '/portfolio/risks',
];

/** Everybody comes by, so that it is known what they may read now. */
export async function comeBy(world: World): Promise<void> {
  const users = world.people.filter(p => p.kind === 'user');
  for (const { name } of users) {
    for (const list of LISTS) await world.itsm.as(name).get(list);
  }
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const [{ n }] = await world.knex('known_decisions').count({ n: '*' });
    if (Number(n) >= LISTS.length * users.length) break;
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
  // What changed is written behind the answers, in one go.
  await new Promise(resolve => {
    setTimeout(resolve, 200);
  });
}
