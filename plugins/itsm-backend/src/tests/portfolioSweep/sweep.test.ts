import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import type { RunningItsm } from '../../testing/startItsm';
import { statementsOf } from '../../testing/statementsOf';
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
  ok,
  planWith,
  startSweep,
  tellOfHidden,
  TYPES,
  writeCosts,
  type Filed,
} from './scene';
import {
  fileOf,
  GOOD_SERVICES,
  HOLDERS,
  HUGE,
  importing,
  LISTS,
  needRow,
  NEEDS,
  objectiveRow,
  WRONG_NEEDS,
  WRONG_SERVICES,
} from './imports';
import { leadsTo, portalPages } from '../portalPages';
import { multiply } from './many';
import { nonsenseOf, SOUND } from './nonsense';
import { OTHERS, placesOf, QUERIES } from './places';
import {
  isForEverybody,
  send,
  sharedWrites,
  stateOf,
  writesOf,
} from './writes';

/** On PostgreSQL it takes a minute longer and is tried when it is asked for: it is the same SQL. */
const databases = MigratedDatabases.create({
  ids: process.env.SWEEP === '1' ? ['SQLITE_3', 'POSTGRES_18'] : ['SQLITE_3'],
});
jest.setTimeout(240_000);

/** What a spreadsheet would run. */
const FORMULA = /^[=+@\t\r＝]|^-(?!\d+(\.\d+)?$)/;
/** What serves an objective that is dropped serves none. */
const OBJECTIVE_ENDS = 'businessObjectives.transition';
/** A chunk more is no statement for each row. */
const SPARE = 2;
/** What no reference and no address may be, and texts that may. */
const NOWHERE = /:"(javascript:|component:default\/nowhere)/;
const TEXTS =
  /"(name|title|summary|description|audience|text|availability|support|why|vision|mission|horizon|body)":"[^"]*"/g;
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

    it('leads only to pages that there are, and to a record whoever works on it', async () => {
      const pages = portalPages();
      const told = await askAll(itsm.as('maria'), await readsOf(open));
      const addresses = new Set(
        [...told.values()].flatMap(({ text }) =>
          // Paths, and links in texts; what was filed by hand names no others.
          [...text.matchAll(/(?<=["(])\/itsm(?:\/[^"()\\\s]*)?/g)].map(String),
        ),
      );
      expect(addresses.size).toBeGreaterThan(10);
      expect([...addresses].filter(a => !leadsTo(a, pages))).toEqual([]);
      const ledTo = async (who: string, name: string) => {
        const { checks } = await ok(
          itsm.as(who).get(`/portfolio/managed/system/default/${name}`),
        );
        return ['business-owner', 'review-date'].map(
          key => checks.find((c: any) => c.key === key).path,
        );
      };
      const { number } = open.records.service;
      const record = `/itsm/portfolio/records/${number}`;
      expect(await ledTo('maria', 'ledger')).toEqual([record, record]);
      // Sam reads it and works on nothing of it; Tom may not read it.
      expect(await ledTo('sam', 'ledger')).toEqual([undefined, undefined]);
      expect(await ledTo('tom', 'ledger')).toEqual([undefined, undefined]);
      // Where there is no record yet, one is made first.
      const first =
        '/itsm/portfolio/records/new?entity=system%3Adefault%2Fshop';
      expect(await ledTo('maria', 'shop')).toEqual([first, first]);
      const page = await ok(
        itsm.as('maria').get('/portfolio/services/system/default/ledger'),
      );
      expect(
        page.checklist.checks.find((c: any) => c.key === 'review-date').path,
      ).toBe(record);
    });

    it('lets nobody of another team change anything', async () => {
      const { writes, unknown } = await writesOf(
        itsm,
        routes.filter(
          r =>
            isOfPortfolio(r) &&
            r.method !== 'get' &&
            r.name !== 'costs.import' &&
            !isForEverybody(r),
        ),
        open,
      );
      expect(unknown).toEqual([]);
      const kinds = (await ok(itsm.as('maria').get('/definition-kinds'))).items;
      const defining = kinds.map(({ kind }: { kind: string }) => ({
        name: kind,
        method: 'put',
        address: `/definitions/${kind}/zsweep`,
        body: { body: {} },
      }));
      await settled();
      const before = await stateOf(itsm);
      const sam = itsm.as('sam');
      const faults: string[] = [];
      for (const write of [...writes, ...sharedWrites(open), ...defining]) {
        const { status, body } = await send(sam, write);
        const [one] = body?.items ?? [];
        if (status !== 403 && one?.done !== false)
          faults.push(`${write.name}: ${status} ${JSON.stringify(body)}`);
      }
      expect(faults).toEqual([]);
      const was = new Set(before);
      expect((await stateOf(itsm)).filter(row => !was.has(row))).toEqual([]);
      // What nobody may do is no proof: the team itself may do nearly all of it.
      const maria = itsm.as('maria');
      const done = [];
      for (const write of writes.filter(w => w.name !== OBJECTIVE_ENDS))
        done.push((await send(maria, write)).status);
      expect(done.filter(status => status < 300).length).toBeGreaterThan(
        writes.length * 0.7,
      );
    });

    it('tells what is wrong with nonsense in definitions, and bears what is right with it', async () => {
      const maria = itsm.as('maria');
      const { items } = await ok(maria.get('/definition-kinds'));
      const before = items.map(({ kind }: { kind: string }) => kind);
      expect(Object.keys(SOUND).filter(kind => !before.includes(kind))).toEqual(
        [],
      );
      const taken: string[] = [];
      for (const [kind, { key, body }] of Object.entries(SOUND)) {
        const path = `/definitions/${kind}/${key}`;
        const check = (json: string) =>
          maria
            .post(`${path}/check`)
            .set('content-type', 'application/json')
            .send(`{"body":${json}}`);
        expect([kind, (await check(JSON.stringify(body))).body]).toEqual([
          kind,
          expect.objectContaining({ ok: true }),
        ]);
        const all = nonsenseOf(kind);
        for (let i = 0; i < all.length; i += 8)
          await Promise.all(
            all.slice(i, i + 8).map(async json => {
              const { status, body: said } = await check(json);
              expect([
                json.slice(0, 300),
                status === 200 || status === 400,
              ]).toEqual([json.slice(0, 300), true]);
              expect(`${said.error?.message}`.length).toBeLessThan(5_000);
              if (said.ok) taken.push(`${kind} ${json}`);
            }),
          );
        // The last that is sound with markup in it stands, for all that read it.
        const [last] = taken
          .filter(t => t.startsWith(`${kind} `) && t.includes('onerror'))
          .slice(-1);
        if (last)
          await ok(
            maria.put(path, { body: JSON.parse(last.slice(kind.length + 1)) }),
          );
      }
      expect(({} as any).polluted).toBeUndefined();
      expect(taken.filter(t => NOWHERE.test(t.replace(TEXTS, '')))).toEqual([]);
      await settled();
      const told = await askAll(maria, await readsOf(open));
      expect([...told].filter(([, { status }]) => status >= 500)).toEqual([]);
    });

    it('takes as many statements for many rows as for few, and writes no formula into a file', async () => {
      const lists = routes.filter(
        r =>
          isOfPortfolio(r) &&
          r.method === 'get' &&
          !r.path.includes('{') &&
          !QUERIES[r.name]?.every(query => query !== ''),
      );
      const maria = itsm.as('maria');
      /** With as many rows on a page as there may be. */
      const asked = async ({ path, may }: SweptRoute) => {
        if (!may.includes('limit')) return path;
        for (const limit of [200, 100, 50]) {
          const { status } = await maria.get(`${path}?limit=${limit}`);
          if (status === 200) return `${path}?limit=${limit}`;
        }
        return path;
      };
      await multiply(knex, open, 0, 10);
      const addresses = await Promise.all(lists.map(asked));
      // A file is read page by page.
      const most = (address: string, few: number) =>
        few * (address.endsWith('/export') ? 200 / 50 + 1 : 1) + SPARE;
      const count = async (before?: Record<string, number>) => {
        const counts: Record<string, number> = {};
        for (const address of addresses) {
          const ask = async () => {
            const { status } = await maria.get(address);
            expect([address, status === 200 || status === 403]).toEqual([
              address,
              true,
            ]);
          };
          const enough = before && most(address, before[address]);
          counts[address] = await statementsOf(knex, ask, enough);
        }
        return counts;
      };
      const few = await count();
      await multiply(knex, open, 10, 200);
      const many = await count(few);
      expect(
        addresses
          .filter(address => many[address] > most(address, few[address]))
          .map(address => `${address}: ${few[address]}, ${many[address]}`),
      ).toEqual([]);
      const files = routes.filter(
        r => r.isFile && (isOfPortfolio(r) || r.name === 'records.export'),
      );
      const defused: Record<string, number> = {};
      const ALL = {
        alignment: `?objective=${open.records['business-objective'].number}`,
        continuity: '?all=true',
      };
      for (const { path } of files) {
        const [, query = ''] =
          Object.entries(ALL).find(([of]) => path.includes(of)) ?? [];
        const { status, text } = await maria.get(`${path}${query}`);
        const cells = (parse(text, { bom: true }) as string[][]).flat();
        expect([path, status, cells.filter(c => FORMULA.test(c))]).toEqual([
          path,
          200,
          [],
        ]);
        defused[path] = cells.filter(c => /^'[=+\-@\t\r＝]/.test(c)).length;
      }
      expect(Object.entries(defused).filter(([, n]) => n < 5)).toEqual([]);
    });

    it('imports what is right of a file and says of each other line what is wrong with it', async () => {
      const imports = importing(itsm);
      const maria = itsm.as('maria');
      const wrong = WRONG_SERVICES.map(([row]) => row);
      const text = fileOf([...GOOD_SERVICES, ...wrong]);
      const first = await imports.file('demo-services', text);
      expect(first).toMatchObject({
        ...{ status: 200, state: 'done', imported: 8, skipped: 1 },
        ...{ created: 7, failed: wrong.length },
      });
      expect(first.errors.map(e => e.line)).toEqual(
        wrong.map((_, i) => GOOD_SERVICES.length + 2 + i),
      );
      expect(
        WRONG_SERVICES.filter(
          ([, said], i) => !said.test(first.errors[i].reason),
        ).map(([row], i) => [row, first.errors[i].reason]),
      ).toEqual([]);
      expect(await imports.file('demo-services', text)).toMatchObject({
        ...{ imported: 0, skipped: 9, created: 0, failed: wrong.length },
      });
      // Of one that the database refuses, the others are not lost.
      expect(await imports.file('holders', fileOf(HOLDERS))).toMatchObject({
        ...{ status: 200, state: 'done', imported: 4, failed: 1 },
        errors: [
          { line: 5, reason: expect.stringMatching(/cannot be stored/) },
        ],
      });

      const needs = await imports.file('demo-demand', fileOf(NEEDS));
      expect(needs).toMatchObject({ imported: 2, created: 2, failed: 3 });
      expect(needs.errors.map(e => e.reason.split(':')[0])).toEqual(
        WRONG_NEEDS,
      );
      // A file that does not fit at all: all are counted, as many kept as somebody may read.
      const many = Array.from({ length: 2_500 }, (_, i) =>
        objectiveRow(`${i}`, i % 1_000 === 7 ? {} : { to: `day ${i}` }),
      );
      let statements = 0;
      const note = () => {
        statements += 1;
      };
      knex.on('query', note);
      const objectives = await imports.file('objectives', fileOf(many));
      knex.off('query', note);
      expect(objectives).toMatchObject({ imported: 3, failed: 2_497 });
      expect(objectives.errors).toHaveLength(1_000);
      expect(
        await knex('import_errors').where('run_id', objectives.id),
      ).toHaveLength(1_000);
      expect(statements).toBeLessThan(800);
      const unknown = await imports.file(
        'objectives',
        fileOf([{ nonsense: HUGE, title: 'x' }]),
      );
      expect(unknown).toMatchObject({ status: 400 });
      expect(JSON.stringify(unknown).length).toBeLessThan(2_000);

      await settled();
      const told = await askAll(maria, LISTS);
      expect([...told].filter(([, { status }]) => status !== 200)).toEqual([]);
      const file = told.get('/records/export?type=service')!.text;
      const cells = (parse(file, { bom: true }) as string[][]).flat();
      expect(cells.filter(cell => FORMULA.test(cell))).toEqual([]);
      expect(cells).toContain(`'=HYPERLINK("http://x","zimported")`);
      const { items } = await ok(maria.get('/search?q=zimported'));
      for (const { number } of items)
        expect((await maria.get(`/records/${number}`)).status).toBe(200);
    });

    it('goes on with a file that stopped in the middle', async () => {
      const imports = importing(itsm);
      const text = fileOf(
        Array.from({ length: 2_400 }, (_, i) => needRow(`cut${i}`)),
      );
      await imports.broken('demo-demand', text.slice(0, -300));
      const run = () =>
        knex('import_runs').orderBy('started_at', 'desc').first();
      while ((await run()).state === 'running')
        await new Promise(resolve => setTimeout(resolve, 20));
      const stopped = await run();
      expect([stopped.state, stopped.message]).toEqual([
        'failed',
        expect.stringMatching(/run the file again/),
      ]);
      expect(stopped.imported).toBeGreaterThan(0);
      expect(await imports.file('demo-demand', text)).toMatchObject({
        ...{ state: 'done', lines: 2_400, failed: 0 },
        ...{ skipped: stopped.imported, imported: 2_400 - stopped.imported },
      });
    });
  },
);
