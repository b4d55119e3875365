import { TestDatabases } from '@backstage/backend-test-utils';
import { kernelOnDatabase, NOON, seedId, seedIncidents, user } from '../../tests/kernelOnDatabase';
import { refreshWords } from './refreshWords';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(1_200_000);
const COUNT = 300_000;
const W = 'printer login checkout invoice laptop network server mail database backup vpn screen mouse order payment report export import access license account password folder share drive phone badge door meeting room calendar'.split(' ');
const maria = user('u7', ['g3']);
const conditional = { ...maria, scopes: new Map([['itsm.incident.read', { anyOf: [
  { any: ['requesterRef', 'requestedForRef'], values: maria.ownership },
  { any: ['ownerRef', 'assigneeRef'], values: maria.ownership },
  { not: { any: ['statusCategory'], values: ['draft'] } } ] }]]) } as any;
it('measures', async () => {
  const knex = await databases.init('POSTGRES_18');
  const kernel = await kernelOnDatabase(knex);
  let seed = 1; const rnd = (n: number) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  let t = Date.now();
  for (let a = 1; a <= COUNT; a += 20_000) {
    const numbers = Array.from({ length: 20_000 }, (_, i) => a + i);
    await seedIncidents(knex, numbers.map(n => ({
      number: n, title: `${W[rnd(32)]} ${W[rnd(32)]} ${W[rnd(32)]} unit${rnd(5000)}`,
      status: n % 10 === 0 ? 'new' : 'closed', statusCategory: n % 10 === 0 ? 'open' : 'closed',
      serviceRef: `component:default/s${n % 997}`, ownerRef: `group:default/g${n % 31}`,
      assigneeRef: n % 20 === 0 ? undefined : `user:default/u${n % 53}`, requesterRef: `user:default/u${n % 211}`,
      createdAt: NOON + n * 1_000, updatedAt: NOON + ((n * 7_919) % COUNT) * 1_000,
    })));
  }
  await knex.raw(`update incidents set description = (select string_agg(w, ' ') from (select (array['the','system','shows','error','user','cannot','open','page','since','morning','again','window','please','urgent','restart'])[1 + ((hashtext(record_id || i::text) & 1023) % 15)] as w from generate_series(1, 30) i) x)`);
  console.log('seeded', Date.now() - t); t = Date.now();
  const ids = Array.from({ length: COUNT }, (_, i) => seedId(i + 1));
  await refreshWords(knex, kernel.types.all(), ids, 'english');
  console.log('words', Date.now() - t, Math.round(COUNT / (Date.now() - t) * 1000), 'per s');
  await knex.raw('vacuum analyze');
  const time = async (name: string, f: () => Promise<any>) => {
    const samples = []; let n = 0;
    for (let i = 0; i < 7; i++) { const s = process.hrtime.bigint(); const r = await f(); n = (r.items ?? r).length ?? r; samples.push(Number(process.hrtime.bigint() - s) / 1e6); }
    samples.sort((a, b) => a - b); return `${name}: ${samples[3].toFixed(1)} ms (${n})`;
  };
  const out: string[] = [];
  for (const caller of [maria, conditional, user('d', [], ['agent'])]) {
    for (const q of ['printer login checkout', 'error window restart', 'printer', 'unit77', 'zebra'])
      out.push(await time(`list ${q}`, () => kernel.records.list(caller, { types: ['incident'], q })), await time(`search ${q}`, () => kernel.search.search(caller, { types: ['incident'], q })));
    out.push(await time('list', () => kernel.records.list(caller, { types: ['incident'] })));
    out.push(await time('similar', () => kernel.search.similar(caller, { types: ['incident'], title: 'printer login error cannot', entity: 'component:default/s7' })));
    out.push(await time('filter category', () => kernel.records.list(caller, { types: ['incident'], filter: { impact: 1 } })));
    out.push(await time('filter none', () => kernel.records.list(caller, { types: ['incident'], filter: { title: { $hasPrefix: 'zz' } } })));
    out.push(await time('sort title of open mine', () => kernel.records.list(caller, { types: ['incident'], filter: { ownerRef: 'mine' }, sort: 'title' })));
  }
  console.log(out.join('\n'));
  const stm: any[] = [];
  const note = (q: any) => { if (/"records" as "r"/.test(q.sql)) stm.push(q); };
  knex.on('query', note);
  await kernel.records.list(conditional, { types: ['incident'], q: 'printer login checkout' });
  await kernel.search.search(conditional, { types: ['incident'], q: 'error window restart' });
  await kernel.search.similar(conditional, { types: ['incident'], title: 'printer login error cannot', entity: 'component:default/s7' });
  knex.removeListener('query', note);
  const c = await knex.client.acquireConnection();
  for (const s of stm) { const r = await c.query({ text: `explain (analyze, buffers, costs) ${s.sql}`, values: s.bindings }); console.log(r.rows.map((x: any) => x['QUERY PLAN'].slice(0, 200)).join('\n')); }
  await knex.client.releaseConnection(c);
});
