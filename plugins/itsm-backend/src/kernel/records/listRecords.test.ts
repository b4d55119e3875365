import { TestDatabases } from '@backstage/backend-test-utils';
import {
  incidentLifecycle,
  STATUS_CATEGORIES,
  wordsOf,
} from '@callboard/plugin-itsm-common';
import type {
  RecordListOptions,
  RecordPage,
} from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import {
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
  user,
  type SeedRecord,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { refreshWords } from '../search/refreshWords';
import { readSearch } from '../search/searchWords';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const SEED = 20261122;
const ME = user('maria', ['payments']);
const USERS = ['maria', 'sam', 'rita'].map(n => `user:default/${n}`);
const GROUPS = ['payments', 'storefront'].map(n => `group:default/${n}`);
const SERVICES = ['checkout', 'cart', 'orphan'].map(
  n => `component:default/${n}`,
);
const TITLES = [
  'Checkout returns 502',
  'CPU at 100%',
  'cpu at 1000',
  'File C:\\tmp is full',
  'a_b',
  'axb',
  'Ärger mit dem Warenkorb',
  "O'Brien cannot log in",
];
const STATES = Object.keys(
  incidentLifecycle.states,
) as (keyof typeof incidentLifecycle.states)[];

const maybe = <T>(values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 3 });
const incidents: SeedRecord[] = fc
  .sample(
    fc.record({
      status: fc.constantFrom(...STATES),
      title: fc.constantFrom(...TITLES),
      priority: maybe([1, 2, 3, 4, 5]),
      serviceRef: maybe(SERVICES),
      ownerRef: maybe(GROUPS),
      assigneeRef: maybe(USERS),
      requesterRef: maybe(USERS),
      requestedForRef: maybe(USERS),
      ciRef: maybe(SERVICES),
      // Few values, so that most of the order is left to the tie-breaker.
      createdAt: fc.constantFrom(NOON, NOON + 1),
      updatedAt: fc.constantFrom(NOON + 2, NOON + 3, NOON + 4),
    }),
    { seed: SEED, numRuns: 120 },
  )
  .map((r, i) => ({
    ...r,
    statusCategory: incidentLifecycle.states[r.status].category,
    number: i + 1,
  }));
/** Incidents that a link ties to the cart. */
const LINKED = [3, 40, 77];

const some = <T>(values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), {
    nil: undefined,
    freq: 2,
  });
const questions: fc.Arbitrary<RecordListOptions> = fc.record({
  status: some(STATES),
  category: some(STATUS_CATEGORIES),
  priority: some([1, 2, 3, 4, 5]),
  service: some(SERVICES),
  owner: some([...GROUPS, 'mine']),
  assignee: some([...USERS, 'me', 'none']),
  requester: some([...USERS, 'me']),
  entity: maybe([
    ...SERVICES,
    'system:default/shop',
    'component:default/basket',
  ]),
  q: maybe([
    'cpu',
    'CPU AT 100%',
    '_',
    'A_b',
    '\\TMP',
    "o'brien",
    'Ärger',
    'arger WAR',
    '"log in"',
    'cpu -1000',
    'nothing',
    'INC-7',
    'inc-12',
    'INC-',
  ]),
  sort: maybe(['updated', 'created', 'priority'] as const),
  order: maybe(['asc', 'desc'] as const),
});

/** What an entity stands for: itself, the parts of a system, and its former name. */
const ENTITY: Record<string, string[]> = {
  'system:default/shop': [
    'component:default/checkout',
    'component:default/cart',
  ],
  'component:default/basket': [],
  'component:default/cart': ['component:default/basket'],
};

/** Whether an incident has the words, the last one perhaps only begun. */
function hasWords(r: SeedRecord, q: string): boolean {
  const has = wordsOf(`INC-${r.number} ${r.title}`);
  const { words, phrases, prefix, without } = readSearch(q, 'english');
  const all = [...words, ...phrases.flat()];
  return (
    all.length + (prefix ? 1 : 0) > 0 &&
    all.every(word => has.includes(word)) &&
    !without.some(word => has.includes(word)) &&
    (!prefix || has.some(word => word.startsWith(prefix)))
  );
}

/** Whether an incident is in a list; the same sentence as the query, in plain words. */
function isIn(r: SeedRecord, o: RecordListOptions): boolean {
  const oneOf = (values: readonly unknown[] | undefined, value: unknown) =>
    values === undefined || values.includes(value);
  const mine = o.owner?.includes('mine') && ME.ownership.includes(r.ownerRef!);
  const people = (values: readonly string[] | undefined, ...held: unknown[]) =>
    values === undefined ||
    values.some(v => held.includes(v === 'me' ? ME.ref : v));
  const entities = o.entity && [o.entity, ...(ENTITY[o.entity] ?? [])];
  const linked = LINKED.includes(r.number)
    ? 'component:default/cart'
    : undefined;
  return (
    oneOf(o.status, r.status) &&
    oneOf(o.category, r.statusCategory) &&
    oneOf(o.priority, r.priority) &&
    oneOf(o.service, r.serviceRef) &&
    (mine || oneOf(o.owner, r.ownerRef)) &&
    people(o.assignee, r.assigneeRef ?? 'none') &&
    people(o.requester, r.requesterRef, r.requestedForRef) &&
    (!entities ||
      [r.serviceRef, r.ciRef, linked].some(e => e && entities.includes(e))) &&
    (!o.q || hasWords(r, o.q))
  );
}

/** Their ids in the order of the list. */
function inOrder(records: SeedRecord[], o: RecordListOptions): string[] {
  const sort = o.sort ?? 'updated';
  const order = o.order ?? (sort === 'priority' ? 'asc' : 'desc');
  const value = (r: SeedRecord) =>
    ({
      updated: r.updatedAt!,
      created: r.createdAt!,
      priority: r.priority ?? 9,
    }[sort as 'updated' | 'created' | 'priority']);
  const sorted = [...records].sort(
    (a, b) => value(a) - value(b) || a.number - b.number,
  );
  if (order === 'desc') sorted.reverse();
  return sorted.map(r => seedId(r.number));
}

describe.each(databases.eachSupportedId())('lists on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let itsm: RunningItsm;
  const words = (records: SeedRecord[]) =>
    refreshWords(
      knex,
      kernel.types.all(),
      records.map(r => seedId(r.number)),
      'english',
    );

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    kernel = await kernelOnDatabase(knex);
    await seedIncidents(knex, incidents);
    await words(incidents);
    const entity = (ref: string, system: string | null) => ({
      ref,
      kind: 'component',
      name: ref,
      title: ref,
      system_ref: system,
      annotations: '{}',
      seen_at: 1,
    });
    await knex('catalog_entities').insert([
      entity('component:default/checkout', 'system:default/shop'),
      entity('component:default/cart', 'system:default/shop'),
      entity('component:default/orphan', null),
    ]);
    await knex('catalog_aliases').insert({
      alias_ref: 'component:default/basket',
      ref: 'component:default/cart',
      since: 1,
    });
    await knex('links').insert(
      LINKED.map(n => ({
        id: `l${n}`,
        kind: 'affects',
        from_id: seedId(n),
        to_ref: 'component:default/cart',
        created_at: 1,
      })),
    );
    // Reads no catalog, so that the copy stays as it is written above.
    itsm = await startItsm({ knex, entities: [] });
  });
  afterAll(() => itsm.stop());

  const list = (options: RecordListOptions) => kernel.records.list(ME, options);
  const idsOf = (page: RecordPage) => page.items.map(r => r.id);

  it('answer every combination of filters with what meets them, in order, and count it', async () => {
    const met = { none: 0, some: 0 };
    await fc.assert(
      fc.asyncProperty(questions, async question => {
        const expected = incidents.filter(r => isIn(r, question));
        const page = await list({ ...question, limit: 200, total: true });
        expect(idsOf(page)).toEqual(inOrder(expected, question));
        expect(page.total).toBe(expected.length);
        met[expected.length === 0 ? 'none' : 'some'] += 1;
      }),
      { seed: SEED, numRuns: 250 },
    );
    expect(met.some).toBeGreaterThan(80);
    // One filter at a time each selects some and not all; an empty list of values selects nothing away.
    const alone: RecordListOptions[] = [
      { status: ['new'] },
      { category: ['open', 'waiting'] },
      { priority: [1] },
      { service: [SERVICES[0]] },
      { owner: ['mine'] },
      { assignee: ['none'] },
      { assignee: ['me', 'none'] },
      { requester: ['me'] },
      { entity: 'system:default/shop' },
      { entity: 'component:default/cart' },
      { q: 'at 100%' },
      { q: 'axb' },
      { q: 'c:\\tm' },
      { q: 'ÄRGER' },
    ];
    for (const question of alone) {
      const expected = incidents.filter(r => isIn(r, question));
      expect([0, incidents.length]).not.toContain(expected.length);
      expect(idsOf(await list({ ...question, limit: 200 }))).toEqual(
        inOrder(expected, question),
      );
    }
    expect(
      (await list({ status: [], owner: [], limit: 200 })).items,
    ).toHaveLength(120);
  });

  describe.each(['updated', 'created', 'priority'] as const)('by %s', sort => {
    it.each(['asc', 'desc'] as const)(
      '%s are paged forward and back, each record exactly once',
      async order => {
        const question = {
          sort,
          order,
          category: ['open', 'closed', 'draft'] as const,
        };
        const expected = inOrder(
          incidents.filter(r => isIn(r, question)),
          question,
        );
        expect(expected.length).toBeGreaterThan(50);
        for (const limit of [1, 7, expected.length, 200].filter(
          n => n > 1 || sort === 'priority',
        )) {
          const forward: string[][] = [];
          let page = await list({ ...question, limit });
          expect(page.pageInfo.prevCursor).toBeUndefined();
          forward.push(idsOf(page));
          while (page.pageInfo.nextCursor) {
            page = await list({
              ...question,
              limit,
              cursor: page.pageInfo.nextCursor,
            });
            forward.push(idsOf(page));
          }
          expect(forward.flat()).toEqual(expected);
          const back = [idsOf(page)];
          while (page.pageInfo.prevCursor) {
            page = await list({
              ...question,
              limit,
              cursor: page.pageInfo.prevCursor,
            });
            back.unshift(idsOf(page));
            expect(page.pageInfo.nextCursor).toBeDefined();
          }
          expect(back).toEqual(forward);
        }
      },
    );
  });

  it('refuse a cursor of another list, and what is none, with a sentence', async () => {
    const maria = itsm.as('maria');
    const first = await maria.get(
      '/incidents?limit=5&category=open,closed&sort=priority',
    );
    const { nextCursor } = first.body.pageInfo;
    const same = await maria.get(
      `/incidents?sort=priority&category=open,closed&limit=9&total=true&cursor=${nextCursor}`,
    );
    expect([same.status, same.body.items.length]).toEqual([200, 9]);
    for (const other of [
      '/incidents?category=open&sort=priority',
      '/incidents?category=open,closed',
      '/incidents?category=open,closed&sort=priority&order=desc',
      '/incidents?category=open,closed&sort=priority&owner=mine',
    ]) {
      const answer = await maria.get(`${other}&limit=5&cursor=${nextCursor}`);
      expect([answer.status, answer.body.error.message]).toEqual([
        400,
        'cursor: belongs to a list with other filters or another order; start again without it',
      ]);
    }
    const [fingerprint, , , direction] = JSON.parse(
      Buffer.from(nextCursor, 'base64url').toString(),
    );
    const forged = (...parts: unknown[]) =>
      Buffer.from(JSON.stringify(parts)).toString('base64url');
    const beyond = await maria.get(
      `/incidents?category=open,closed&sort=priority&cursor=${forged(
        fingerprint,
        Number.MAX_SAFE_INTEGER,
        'x',
        'next',
      )}`,
    );
    expect([beyond.status, beyond.body.items]).toEqual([200, []]);
    for (const garbage of [
      '7',
      'INC-7',
      forged(fingerprint, 'abc', 'x', direction),
      forged(fingerprint, 1.5, 'x', direction),
      forged(fingerprint, 1, '\u0000', direction),
    ]) {
      const answer = await maria.get(
        `/incidents?category=open,closed&sort=priority&cursor=${garbage}`,
      );
      expect([answer.status, answer.body.error.message]).toEqual([
        400,
        'cursor: is not one that this API gave; start again without it',
      ]);
    }
  });

  it('of all types show what the list of one type shows', async () => {
    const maria = itsm.as('maria');
    const all = await maria.get('/records?limit=50&total=true');
    const one = await maria.get('/incidents?limit=50&total=true');
    expect(all.body.items.map((r: any) => r.number)).toEqual(
      one.body.items.map((r: any) => r.number),
    );
    expect([all.body.total, one.body.total]).toEqual([120, 120]);
    const unknown = await maria.get('/records?type=release');
    expect([unknown.status, unknown.body.error.message]).toEqual([
      400,
      'type: there is no record type "release" here',
    ]);
  });

  it('count to 1000 and say 1001 for more', async () => {
    const many = Array.from({ length: 900 }, (_, i) => ({
      number: 1_000 + i,
      priority: 1,
      title: i === 0 ? 'The odd one' : 'Many',
    }));
    await seedIncidents(knex, many);
    await words(many);
    expect((await list({ q: 'many', total: true, limit: 1 })).total).toBe(899);
    const more = many.map(r => ({ ...r, number: r.number + 1_000 }));
    await seedIncidents(knex, more);
    await words(more);
    expect((await list({ q: 'many', total: true, limit: 1 })).total).toBe(
      1_001,
    );
    expect((await list({ q: 'odd', total: true })).total).toBe(2);
    expect((await list({ q: 'many' })).total).toBeUndefined();
  });
});
