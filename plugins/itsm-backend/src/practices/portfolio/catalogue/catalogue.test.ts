import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  MANAGED_SERVICE_KIND,
  type OfferingBody,
} from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { maria, zoe, type HealthStories } from '../../../tests/healthStories';
import {
  ServiceStories,
  type SaidOfService,
} from '../../../tests/serviceStories';
import { EntityFactsStore } from './EntityFactsStore';
import { ProfileWork } from './ProfileWork';
import { Profiling } from './Profiling';
import { readCountedKinds } from './settings';
import { PROFILE_WORK } from './work';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const numRuns = Number(process.env.PROPERTY_RUNS ?? 25);
const DAY = 86_400_000;
/** What no link may begin with. */
const SCRIPT = 'javascript';

describe.each(databases.eachSupportedId())('services on %s', databaseId => {
  let knex: Knex;
  let services: ServiceStories;
  let stories: HealthStories;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    services = await ServiceStories.on(knex);
    stories = services.stories;
  });
  beforeEach(() => services.begin());

  const ref = (name: string, kind?: string) => services.ref(name, kind);
  const entity = (name: string, said?: SaidOfService) =>
    services.entity(name, said);
  const read = (...entities: Entity[]) => services.read(...entities);
  const profiles = () => services.profiles;
  const checkOf = (name: string, key: string, kind?: string) =>
    services.checkOf(name, key, kind);
  const as = (isSeen?: (one: string) => boolean) => services.as(isSeen);
  const offer = (key: string, body: Partial<OfferingBody>) =>
    services.offer(key, body);
  const names = (items: readonly { ref: string }[]) =>
    items.map(item => item.ref.split('/')[1]);

  it('are known soon after the catalog says so, and as long as it does', async () => {
    await read(
      entity('shop', { kind: 'System' }),
      entity('cart'),
      entity('words', { type: 'library' }),
      entity('orders', { kind: 'API' }),
    );
    const all = ['shop', 'cart', 'words', 'orders'].map((name, i) =>
      ref(name, ['system', 'component', 'component', 'api'][i]),
    );
    expect([...(await profiles().of(all)).keys()].sort()).toEqual(
      [all[1], all[0]].sort(),
    );
    // What offers something is one, whatever it is.
    await offer('order-feed', { service: all[3] });
    expect((await profiles().of(all)).get(all[3])).toMatchObject({
      kind: 'api',
      section: 'offered',
    });
    await stories.gone('cart');
    await stories.settle();
    expect(await profiles().checklist(all[1])).toBeUndefined();
    expect(await knex('service_profile_checks').where('ref', all[1])).toEqual(
      [],
    );
  });

  it('are told what they lack, why, and what to do about it', async () => {
    await read(
      entity('cart', {
        owner: null,
        lifecycle: 'production',
        description: 'Keeps what people want to buy.',
      }),
      entity('pay', {
        description: 'Takes money.',
        system: 'shop',
        dependsOn: ['cart'],
        annotations: {
          'pagerduty.com/service-id': 'P1X2',
          'backstage.io/techdocs-ref': 'dir:.',
        },
        links: [
          { url: 'https://example.com/rb', title: 'Runbook' },
          { url: 'https://example.slack.com/x', title: 'Ask us on Slack' },
          { url: `${SCRIPT}:alert(1)`, title: 'Runbook too' },
        ],
      }),
    );
    expect(await checkOf('cart', 'owner')).toMatchObject({
      state: 'missing',
      label: 'Owner',
      why: expect.stringMatching(/answer/),
      remedy: expect.stringMatching(/spec\.owner/),
      path: `/catalog/${ref('cart').split(/[:/]/)[1]}/component/cart`,
    });
    const pay = await profiles().checklist(ref('pay'));
    const met = pay!.checks.filter(c => c.state === 'met').map(c => c.key);
    expect(met.sort()).toEqual(
      [
        'owner',
        'description',
        'system',
        'lifecycle',
        'runbook',
        'contact',
        'on-call',
        'documentation',
        'dependencies',
      ].sort(),
    );
    expect(await checkOf('pay', 'runbook')).toMatchObject({
      words: 'Runbook',
      remedy: undefined,
    });
    const cart = (await profiles().of([ref('cart')])).get(ref('cart'));
    expect(pay!.score).toBeGreaterThan(cart!.score!);
    expect(cart!.missing[0]).toEqual({ key: 'owner', label: 'Owner' });
    // A group that the catalog has no longer owns nothing.
    await stories.kernel.catalog.remove(
      ['group:default/payments'],
      stories.clock.now(),
    );
    await stories.settle();
    expect(await checkOf('pay', 'owner')).toMatchObject({ state: 'missing' });
  });

  it('are judged by what the organisation says counts', async () => {
    await read(entity('cart'), entity('shop', { kind: 'System' }));
    const before = (await profiles().of([ref('cart')])).get(ref('cart'))!;
    expect(before.score).toBeLessThan(100);
    const none = Object.fromEntries(
      stories.kernel.serviceViews.checks().map(({ key }) => [key, 0]),
    );
    await stories.define(MANAGED_SERVICE_KIND, 'ours', {
      title: 'Components have an owner',
      services: { kinds: ['component'] },
      weights: { ...none, owner: 10 },
    });
    expect((await profiles().of([ref('cart')])).get(ref('cart'))).toMatchObject(
      { score: 100, level: 'well', missing: [] },
    );
    expect(
      (await profiles().of([ref('shop', 'system')])).get(ref('shop', 'system'))!
        .score,
    ).toBeLessThan(100);
    await expect(
      stories.define(MANAGED_SERVICE_KIND, 'theirs', {
        title: 'Moon phase',
        weights: { moon: 3 },
      }),
    ).rejects.toThrow(/weights\.moon: there is no such check; name one of/);
  });

  it('offer what there is, for whoever it is, with the levels it comes with', async () => {
    await read(
      entity('shop', { kind: 'System', title: 'The shop' }),
      entity('cart'),
    );
    const day = [{ from: '00:00', to: '24:00' }];
    await stories.define('calendar', 'always', {
      name: 'Mondays',
      timeZone: 'UTC',
      week: { monday: day },
    });
    await stories.define('agreement', 'gold', {
      name: 'Gold',
      type: 'sla',
      items: [ref('shop', 'system')],
      availability: { target: '99.9%' },
      targets: [
        {
          metric: 'response',
          goals: [
            { when: { priority: 1 }, within: '30m', calendar: 'always' },
            {
              when: { priority: { $lte: 3 } },
              within: '4h',
              calendar: 'always',
            },
          ],
        },
      ],
    });
    await expect(offer('ghost', { service: ref('nobody') })).rejects.toThrow(
      /service: there is no .*nobody in the catalog/,
    );
    await expect(
      offer('lead', { service: ref('cart'), agreements: ['lead'] }),
    ).rejects.toThrow(/agreements\.0: there is no agreement lead/);
    await offer('partner-shop', {
      name: 'A shop of your own',
      service: ref('shop', 'system'),
      agreements: ['gold'],
      howToAsk: { incident: true },
      audience: 'Partners',
      price: { minor: 4_900, currency: 'EUR', per: 'month' },
    });
    await offer('old', { service: ref('shop', 'system'), state: 'withdrawn' });
    await offer('other', {
      service: ref('shop', 'system'),
      howToAsk: { link: 'https://example.com/ask' },
    });
    expect(await checkOf('shop', 'agreement', 'system')).toMatchObject({
      state: 'met',
      words: 'Gold',
    });
    const { catalogue } = as();
    const shown = await catalogue.offering(maria, 'partner-shop');
    expect(shown).toMatchObject({
      name: 'A shop of your own',
      serviceGone: false,
      agreements: [{ key: 'gold', name: 'Gold' }],
      asking: {
        way: 'incident',
        to: `/itsm/incidents/file?service=${encodeURIComponent(
          ref('shop', 'system'),
        )}`,
      },
      levels: [
        {
          name: 'Gold',
          availability: '99.9 % available a month',
          promises: [
            {
              label: 'First response',
              goals: [
                { within: '30 min', when: 'Priority 1', calendar: 'Mondays' },
                {
                  within: '4 h',
                  when: 'Priority up to 3',
                  calendar: 'Mondays',
                },
              ],
            },
          ],
        },
      ],
    });
    expect(shown.others.map(({ key }) => key)).toEqual(['other']);
    expect(
      (await catalogue.documents()).map(({ key, text }) => [key, text]),
    ).toEqual([
      ['partner-shop', 'You get it. Partners'],
      ['other', 'You get it.'],
    ]);
    const [card] = (await catalogue.list(maria, {})).items;
    expect(card).toMatchObject({ section: 'offered', title: 'The shop' });
    expect(card.offerings.map(o => o.key)).toEqual(['partner-shop', 'other']);
    expect(
      (await catalogue.offerings(maria, { state: ['withdrawn'] })).items,
    ).toHaveLength(1);
    expect(
      (await catalogue.offerings(maria, { q: 'SHOP part' })).items.map(
        o => o.key,
      ),
    ).toEqual(['partner-shop']);
    // What the catalog has no longer is still told, with that said.
    await stories.kernel.catalog.remove(
      [ref('shop', 'system')],
      stories.clock.now(),
    );
    await stories.settle();
    expect(await catalogue.offering(maria, 'partner-shop')).toMatchObject({
      serviceGone: true,
    });
    await expect(
      as(one => !one.includes('shop')).catalogue.offering(
        maria,
        'partner-shop',
      ),
    ).rejects.toThrow(/There is no offering partner-shop/);
  });

  it('are found by people who are no engineers, in categories, without markup', async () => {
    await read(
      entity('shop', {
        kind: 'System',
        title: 'Übersicht der Läden',
        domain: 'sales',
        description:
          '# Sells **things**\n<script>alert(1)</script><img src=x onerror=alert(1)> to [people](https://example.com) <b',
      }),
      entity('cart', { system: 'shop', description: 'Ladenkorb' }),
      entity('bill', { description: 'x'.repeat(5_000) }),
      entity('toy', { lifecycle: 'experimental' }),
    );
    const { catalogue } = as();
    const first = await catalogue.list(maria, {});
    expect(names(first.items)).toEqual(['bill', 'cart', 'shop']);
    expect(first.items.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^x{280}…$/),
      'Ladenkorb',
      'Sells things alert(1) to people',
    ]);
    expect(first.categories).toEqual([
      { ref: ref('sales', 'domain'), count: 2 },
      { ref: undefined, count: 1 },
    ]);
    const found = async (q: string) =>
      names((await catalogue.list(maria, { q })).items);
    // By the beginnings of words, without accents; titles before descriptions.
    expect(await found('laden')).toEqual(['shop', 'cart']);
    expect(await found('UBER lad')).toEqual(['shop']);
    expect(await found('aden')).toEqual([]);
    expect(await found(`%_' or 1=1 --`)).toEqual([]);
    expect(
      names(
        (await catalogue.list(maria, { category: [ref('sales', 'domain')] }))
          .items,
      ),
    ).toEqual(['cart', 'shop']);
    expect(
      names((await catalogue.list(maria, { category: ['none'] })).items),
    ).toEqual(['bill']);
    await offer('toys', { service: ref('toy'), name: 'Laden der Spiele' });
    expect(await found('laden')).toEqual(['toy', 'shop', 'cart']);
  });

  it('are in no list, count or file for whoever may not see them', async () => {
    await read(
      ...Array.from({ length: 7 }, (_, i) =>
        entity(`s${i}`, { owner: i < 4 ? 'payments' : null }),
      ),
      entity('secret', {
        owner: 'storefront',
        title: 'Secret',
        domain: 'dark',
      }),
    );
    await offer('secret-offer', { service: ref('secret') });
    const isSeen = (one: string) => !/secret|storefront|dark/.test(one);
    const { catalogue, managed } = as(isSeen);
    const everything = JSON.stringify([
      await catalogue.list(maria, {}),
      await catalogue.offerings(maria, {}),
      await managed.list(maria, {}),
      await managed.summary(maria),
    ]);
    expect(everything).not.toMatch(/secret|storefront|dark/i);
    const summary = await managed.summary(maria);
    expect(summary.services).toBe(7);
    expect(summary.checks.find(c => c.key === 'owner')).toMatchObject({
      missing: 3,
      of: 7,
    });
    expect(summary.teams.map(team => team.services).sort()).toEqual([3, 4]);
    const { rows } = await managed.export(maria, {});
    const lines: string[][] = [];
    for await (const row of rows) lines.push(row);
    expect(lines).toHaveLength(7);
    expect(lines[0].join()).toMatch(/Hardly managed|Partly managed/);
    await expect(managed.checklist(maria, ref('secret'))).rejects.toThrow(
      /may not see it/,
    );
    await expect(
      managed.recompute(maria, { ref: ref('secret') }),
    ).rejects.toThrow(/you may not see it/);
    await expect(managed.recompute(maria, {})).rejects.toThrow(
      /Only administrators/,
    );
    // Who sees all counts the same by sums.
    expect((await as().managed.summary(zoe)).services).toBe(8);
    expect(
      names((await as().managed.list(zoe, { missing: ['owner'] })).items),
    ).toEqual(['s4', 's5', 's6']);
  });

  it('come in the same order on pages of any size as all at once', async () => {
    await read(
      ...Array.from({ length: 23 }, (_, i) =>
        entity(`s${i}`, {
          title: ['Éclair', 'apple', 'Zoo', '1 & 2'][i % 4] + (i % 3),
          kind: i % 5 === 0 ? 'System' : 'Component',
          owner: ['payments', 'storefront', null][i % 3],
          description: i % 2 ? 'It does.' : undefined,
          annotations:
            i % 7 === 0 ? { 'backstage.io/techdocs-ref': 'dir:.' } : undefined,
        }),
      ),
    );
    const isSeen = (one: string) => !/\/s(3|11)$/.test(one);
    const all = (await as().managed.list(maria, { limit: 100 })).items;
    expect(all).toHaveLength(23);
    const some = <T>(...values: T[]) =>
      fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          kind: some('system' as const, 'component' as const),
          owner: some('none', 'group:default/payments'),
          missing: some('documentation', 'description'),
          level: some('well' as const, 'partly' as const, 'hardly' as const),
          sort: fc.constantFrom(
            'score' as const,
            'title' as const,
            'owner' as const,
          ),
          order: fc.constantFrom('asc' as const, 'desc' as const),
          limit: fc.integer({ min: 1, max: 9 }),
          seesAll: fc.boolean(),
        }),
        async ({ seesAll, ...query }) => {
          const { managed } = as(seesAll ? undefined : isSeen);
          const found = await services.walk(managed, query);
          const wanted = all.filter(
            ({ ref: one, kind, ownerRef, missing, level }) =>
              (seesAll || isSeen(one)) &&
              (query.kind?.includes(kind as 'system') ?? true) &&
              (query.owner?.includes(ownerRef ?? 'none') ?? true) &&
              (query.level?.includes(level!) ?? true) &&
              (query.missing ?? []).every(key =>
                missing.some(gap => gap.key === key),
              ),
          );
          expect([...found].sort()).toEqual(wanted.map(one => one.ref).sort());
          const scores = found.map(
            one => all.find(item => item.ref === one)!.score!,
          );
          const byScore = [...scores].sort((x, y) =>
            query.order === 'asc' ? x - y : y - x,
          );
          expect(query.sort === 'score' ? scores : byScore).toEqual(byScore);
        },
      ),
      { numRuns },
    );
    const first = await as().managed.list(maria, { limit: 2 });
    await expect(
      as().managed.list(maria, {
        limit: 2,
        sort: 'title',
        cursor: first.pageInfo.nextCursor,
      }),
    ).rejects.toThrow(/cursor: (belongs to a list|is not one)/);
    await expect(
      as().managed.list(maria, { cursor: 'bm9wZQ' }),
    ).rejects.toThrow(/cursor: is not one that this API gave/);
  });

  it('are looked at by as many statements, however many they are, and once a day all of them', async () => {
    const count = async (run: () => Promise<unknown>) => {
      let statements = 0;
      const note = () => (statements += 1);
      knex.on('query', note);
      await run();
      knex.removeListener('query', note);
      return statements;
    };
    const look = (many: number, from: number) =>
      stories
        .read(...Array.from({ length: many }, (_, i) => entity(`s${from + i}`)))
        .then(() => count(() => stories.settle()));
    const few = await look(5, 0);
    expect(await look(190, 5)).toBeLessThan(few * 2);
    // More than one portion, one of which nothing told.
    await look(30, 195);
    await knex('service_profiles')
      .where({ ref: ref('s3') })
      .delete();
    const { kernel } = stories;
    const { store, offerings } = profiles();
    const facts = new EntityFactsStore(knex);
    const counted = readCountedKinds(mockServices.rootConfig());
    const job = new ProfileWork(kernel, {
      store,
      facts,
      profiling: new Profiling(kernel, { facts, offerings, counted }),
    }).job();
    const planned = async () => {
      await job.run();
      const [{ n }] = await knex('due_work')
        .where('kind', PROFILE_WORK.all)
        .count({ n: '*' });
      await stories.settle();
      return Number(n);
    };
    expect(await planned()).toBe(1);
    expect(await profiles().checklist(ref('s3'))).toBeDefined();
    expect(await planned()).toBe(0);
    stories.clock.pass(DAY);
    expect(await planned()).toBe(1);
  });
});
