import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import type { RunningItsm } from '../../testing/startItsm';
import {
  addressesOf,
  askAll,
  isOfPortfolio,
  routesOf,
  type SweptRoute,
  type Told,
} from './asking';
import {
  fileAll,
  hideEntity,
  HIDDEN,
  ok,
  planWith,
  startSweep,
  tellOfHidden,
  TYPES,
  writeCosts,
  type Filed,
} from './scene';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

/** Queries beside none, by the name of the route; all that is asked where a query is needed. */
const QUERIES: Record<string, readonly string[]> = {
  'costs.lines.list': [
    `?service=${HIDDEN}`,
    '?service=component:default/checkout',
  ],
  'portfolioServices.standings': ['?ids=SVC-1001,SVC-1002'],
  'alignment.records': ['', '?days=700&limit=200'],
  'records.list': ['?total=true&limit=200'],
  search: ['?q=title', '?q=zhidden', '?q=zrequester'],
};
/** What tells of now, and who may read definitions reads all of them. */
const OTHERS = [
  'definitions.list',
  'service-levels.attainment',
  'service-levels.attainment.trend',
];
/** Where records of a type are asked for one by one. */
const PATHS: Record<(typeof TYPES)[number], string> = {
  service: '/portfolio/records/',
  'business-objective': '/portfolio/objectives/',
  demand: '/portfolio/demand/',
  trend: '/portfolio/trends/',
  risk: '/portfolio/risks/',
  supplier: '/portfolio/suppliers/',
  contract: '/portfolio/contracts/',
};

/** What stands for the parameters of a route, where it is about what was filed. */
const placesOf =
  (filed: Filed, candidates: string[]) =>
  ({ path }: SweptRoute): Record<string, string[]> => {
    const { records, change, keyResult } = filed;
    const all = TYPES.map(type => records[type].number);
    const idOf = () => {
      const type = TYPES.find(t => path.startsWith(PATHS[t]));
      if (type) return [records[type].number];
      if (path.startsWith('/portfolio/risk-candidates/')) return candidates;
      if (path.startsWith('/changes/')) return [change];
      if (/^\/(records|portfolio\/served)\//.test(path))
        return [...all, change];
      return undefined;
    };
    const id = idOf();
    return {
      ...(id ? { id } : {}),
      ...(path.startsWith('/portfolio/')
        ? {
            kind: ['component', 'system'],
            namespace: ['default'],
            name: ['checkout', 'shop', 'ledger', 'wallet', 'zhidden'],
            key: ['zopen-key', 'zhidden-key'],
          }
        : {}),
      keyResult: [keyResult],
    };
  };

describe.each(databases.eachSupportedId())(
  'the portfolio from outside on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;
    let routes: SweptRoute[];
    let open: Filed;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startSweep(knex);
      routes = await routesOf(itsm);
      await hideEntity(knex);
      const maria = itsm.as('maria');
      open = await fileAll(maria, 'zx', 'internal', {
        entityRef: 'system:default/ledger',
      });
      await writeCosts(maria);
      await ok(maria.post('/portfolio/risk-candidates/look', {}));
      await settled();
    });
    afterAll(() => itsm?.stop());

    /** All that follows is done. */
    async function settled() {
      await itsm.caughtUp();
      await ok(itsm.as('maria').post('/portfolio/managed/recompute', {}));
      const due = () =>
        knex('due_work')
          .where('next_at', '<=', Date.now() + 5_000)
          .whereNot('state', 'failed')
          .count({ n: '*' })
          .first()
          .then(row => Number(row!.n));
      for (let i = 0; i < 200 && (await due()) > 0; i += 1)
        await new Promise(resolve => setTimeout(resolve, 50));
    }

    /** Addresses of all that can be read, of what was filed. */
    async function readsOf(filed: Filed): Promise<string[]> {
      const candidates = await knex('risk_candidates').pluck('id');
      const places = placesOf(filed, candidates);
      const gets = routes.filter(
        r => r.method === 'get' && !OTHERS.includes(r.name),
      );
      const unknown = gets
        .filter(isOfPortfolio)
        .filter(r => !addressesOf(r, places, QUERIES));
      expect(
        unknown.map(r => `Say in this test what ${r.name} is asked with`),
      ).toEqual([]);
      return gets.flatMap(r => addressesOf(r, places, QUERIES) ?? []);
    }

    const withWords = (told: Map<string, Told>, word: RegExp) =>
      [...told].flatMap(([address, { text }]) => {
        const found = [...new Set(text.match(word) ?? [])].filter(
          one => !address.includes(one),
        );
        return found.length > 0 ? [`${address}: ${found}`] : [];
      });

    /** Words and numbers of what was filed in secret, and what is called after what nobody sees. */
    const hidden = ({ records, change }: Filed) =>
      new RegExp(
        [
          'c?z(q|hidden)\\w*',
          change,
          ...TYPES.map(type => records[type].number),
        ]
          .map(word => `\\b${word}\\b`)
          .join('|'),
        'g',
      );

    it('tells nobody of records of types that they may not read, nor what things cost', async () => {
      const addresses = await readsOf(open);
      const tom = await askAll(itsm.as('tom'), addresses);
      expect(withWords(tom, /\bzx\w*/g)).toEqual([]);
      const sam = await askAll(itsm.as('sam'), addresses);
      expect(withWords(sam, /\b(9173571|91,?735\.71)\b/g)).toEqual([]);
      const maria = await askAll(itsm.as('maria'), addresses);
      expect(withWords(maria, /\bzx\w*/g).length).toBeGreaterThan(50);
      expect(
        withWords(maria, /\b(9173571|91,?735\.71)\b/g).length,
      ).toBeGreaterThan(5);
      expect(
        [...sam, ...maria, ...tom].filter(([, { status }]) => status >= 500),
      ).toEqual([]);
    });

    it('answers the same with and without what is restricted, or about what one may not see', async () => {
      const addresses = await readsOf(open);
      const before = await askAll(itsm.as('sam'), addresses);
      const secret = await fileAll(itsm.as('maria'), 'zq', 'restricted', {
        entityRef: 'system:default/wallet',
        others: open,
      });
      await tellOfHidden(itsm.as('maria'));
      await settled();
      const after = await askAll(itsm.as('sam'), addresses);
      expect(withWords(after, hidden(secret))).toEqual([]);
      expect(
        addresses
          .filter(a => before.get(a)!.still !== after.get(a)!.still)
          .map(a => `${a}\n${before.get(a)!.still}\n${after.get(a)!.still}`),
      ).toEqual([]);
      await planWith(itsm.as('maria'), open, secret);
      const all = await readsOf(secret);
      const own = await askAll(itsm.as('sam'), [
        ...addresses,
        ...all.filter(a => !addresses.includes(a)),
      ]);
      expect(withWords(own, hidden(secret))).toEqual([]);
      const maria = await askAll(itsm.as('maria'), all);
      expect(withWords(maria, /\bzq\w*/g).length).toBeGreaterThan(50);
      expect(withWords(maria, /\bzhidden\w*/g).length).toBeGreaterThan(20);
    });
  },
);
