import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import request from 'supertest';
import { CatalogStore } from '../kernel/catalog/CatalogStore';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { MigratedDatabases } from '../testing/MigratedDatabases';
import { LAST, ok, refused, startMoney } from '../testing/moneyScene';
import type { RunningItsm } from '../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const OLD = 'system:default/paid';
const NEW = 'system:default/tills';
const PART = 'component:default/drawer';
const RAIL = 'system:default/model';
const PAYMENTS = 'group:default/payments';
const DAY = 86_400_000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString();

const owned = { type: 'ownedBy', targetRef: PAYMENTS };
/** The system as the catalog has it under a name. */
const system = (name: string, uid = 'uid-paid'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name,
    uid,
    etag: `${uid}-${name}`,
    title: 'Tills',
    description: 'Takes money over the counter.',
  },
  spec: { owner: 'payments' },
  relations: [owned, { type: 'hasPart', targetRef: PART }],
});
/** A part of it, which needs the rest. */
const part = (of: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'drawer', uid: 'uid-drawer', etag: `drawer-${of}` },
  spec: { type: 'service', owner: 'payments', system: of.split('/')[1] },
  relations: [
    owned,
    { type: 'partOf', targetRef: of },
    { type: 'dependsOn', targetRef: of },
  ],
});

const path = (ref: string) => ref.replace(':', '/');
const EUR = (minor: number) => ({ minor, currency: 'EUR' });
const query = (ref: string) => encodeURIComponent(ref);

describe.each(databases.eachSupportedId())(
  'a service that is renamed in the catalog on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;
    let copy: CatalogStore;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      // The catalog is what this says, once it was read.
      itsm = await startMoney(knex, {
        catalogCopy: {
          schedule: { frequency: { hours: 24 }, timeout: { minutes: 1 } },
        },
      });
      copy = new CatalogStore(knex);
    });
    afterAll(() => itsm.stop());

    const get = (at: string) => ok(itsm.as('zoe').get(at));
    const post = (at: string, body: object) =>
      ok(itsm.as('dana').post(at, body));
    const define = (kind: string, key: string, body: object) =>
      ok(itsm.as('zoe').put(`/definitions/${kind}/${key}`, { body }));
    /** The catalog has these, as of now. */
    const says = (...entities: Entity[]) =>
      copy.put(
        entities.map(entity => copyEntity(entity, [])),
        Date.now(),
      );
    const until = async (holds: () => Promise<boolean>) => {
      for (let i = 0; i < 400 && !(await holds()); i += 1)
        await new Promise(resolve => setTimeout(resolve, 50));
      expect(await holds()).toBe(true);
    };
    const has = (ref: string) => async () => {
      const { items } = await get('/portfolio/catalogue?q=counter');
      return items.length === 1 && items[0].ref === ref;
    };

    /** Everything that is known of it, whatever it is called. */
    const told = async (ref: string, number: string, partNumber: string) => {
      const month = `from=${LAST}&to=${LAST}`;
      const service = `service=${query(ref)}`;
      const [
        offerings,
        catalogue,
        page,
        costs,
        overview,
        lines,
        records,
        design,
        designOfPart,
        continuity,
        found,
        candidates,
        risks,
        heat,
        demand,
        contracts,
        served,
        sharing,
      ] = await Promise.all([
        get(`/portfolio/offerings?${service}`),
        get('/portfolio/catalogue?q=counter'),
        get(`/portfolio/services/${path(ref)}`),
        get(`/portfolio/costs/services/${path(ref)}?${month}`),
        get(`/portfolio/costs?${month}&limit=100`),
        get(`/portfolio/costs/lines?${service}`),
        get(`/portfolio/records?${service}`),
        get(`/portfolio/records/${number}/design`),
        get(`/portfolio/records/${partNumber}/design`),
        get('/portfolio/continuity?all=true&limit=100'),
        get(`/portfolio/continuity?${service}`),
        get(`/portfolio/risk-candidates?${service}`),
        get(`/portfolio/risks?${service}`),
        get(`/portfolio/risks/heat?${service}`),
        get(`/portfolio/demand?${service}`),
        get(`/portfolio/contracts?${service}`),
        get('/portfolio/alignment'),
        get(`/portfolio/costs/sharing?month=${LAST}`),
      ]);
      const numbers = (list: any) =>
        list.items.map((item: any) => item.number).sort();
      const section = (name: string) =>
        (page.sections[name]?.items ?? []).map((item: any) => item.number);
      const sums = (figure: any) => figure?.actual.amounts;
      const sectionOf = (whose: any, key: string) =>
        whose.sections.find((one: any) => one.key === key);
      const facts = (key: string) =>
        sectionOf(design, key).facts.map(({ label, value }: any) => [
          label,
          value,
        ]);
      const accepted = [design, designOfPart].map(whose => {
        const { state, changed } = sectionOf(whose, 'architecture');
        return [state, changed];
      });
      return {
        offerings: offerings.items.map((o: any) => [o.key, o.serviceRef]),
        catalogue: catalogue.items.map((card: any) => [
          card.ref,
          card.offerings.map((o: any) => o.key),
        ]),
        page: [
          page.ref,
          page.tier,
          page.record?.number,
          page.offerings.map((o: any) => o.key),
          page.sections.costs?.amounts,
          page.sections.continuity?.rtoMinutes,
          ...['contracts', 'demand', 'objectives', 'risks'].map(section),
        ],
        checks: page.checklist?.checks
          .map((check: any) => [check.key, check.state, check.words ?? ''])
          .sort(),
        costs: [
          costs.ref,
          sums(costs.own),
          sums(costs.borne),
          costs.received.map((one: any) => [one.rule, sums(one)]),
          costs.given.map((one: any) => [one.ref, sums(one)]),
          costs.contracts?.map((one: any) => [one.number, one.monthly]),
          costs.items.map((one: any) => one.title),
        ],
        overview: overview.items
          .filter((row: any) => [OLD, NEW, RAIL].includes(row.ref))
          .map((row: any) => [row.ref, row.actual.amounts]),
        total: sums(overview.total),
        lines: lines.items.map((l: any) => [l.serviceRef, l.amount.minor]),
        records: numbers(records),
        facts: ['continuity', 'security', 'support', 'architecture'].map(facts),
        accepted,
        found: found.items.map((one: any) => [one.ref, one.plan?.rtoMinutes]),
        candidates: candidates.items
          .map((one: any) => [one.finder, one.serviceRef])
          .sort(),
        continuity: continuity.items
          .filter((one: any) => [OLD, NEW].includes(one.ref))
          .map((one: any) => [one.ref, one.plan?.rtoMinutes]),
        risks: numbers(risks),
        heat: heat.now,
        demand: numbers(demand),
        contracts: numbers(contracts),
        served: served.objectives.map((one: any) => [
          one.number,
          one.serving ?? one.counts,
        ]),
        sharing: sharing.items.map((rule: any) => [
          rule.key,
          rule.serviceRef,
          rule.bearers.map((bearer: any) => [bearer.ref, bearer.part]),
        ]),
      };
    };

    it('keeps all that is known of it, under its new name and no other', async () => {
      await says(system('paid'), part(OLD));
      await define('offering', 'till', {
        service: OLD,
        name: 'A till',
        summary: 'Take money over the counter.',
        howToAsk: { incident: true },
        state: 'offered',
      });
      const rule = { name: 'Rail', service: RAIL };
      await define('cost-sharing', 'rail', {
        ...rule,
        rule: { by: 'equal', to: [OLD, 'system:default/mixed'] },
      });
      await define('cost-sharing', 'tills', {
        name: 'Tills',
        service: OLD,
        percent: 25,
        rule: {
          by: 'weight',
          to: [{ service: 'system:default/mixed', weight: 2 }],
        },
      });
      for (const serviceRef of [OLD, RAIL])
        await post('/portfolio/costs/lines', {
          serviceRef,
          month: LAST,
          kind: 'infrastructure',
          plan: 'actual',
          minor: 100_00,
          currency: 'EUR',
        });
      await post('/portfolio/costs/items', {
        serviceRef: OLD,
        title: 'Engineers',
        kind: 'people',
        plan: 'actual',
        from: LAST,
        quantity: 1,
        minor: 40_00,
        currency: 'EUR',
        per: 'month',
      });
      const service = await post('/portfolio/records', {
        title: 'Tills',
        runs: true,
        entityRef: OLD,
        tier: 'tier-1',
      });
      const drawer = await post('/portfolio/records', {
        title: 'Drawer',
        runs: true,
        entityRef: PART,
      });
      const packages = [service, drawer].map(
        ({ number }) => `/portfolio/records/${number}/design/architecture`,
      );
      await ok(
        itsm.as('dana').put(`/portfolio/continuity/${path(OLD)}`, {
          rtoMinutes: 90,
          rpoMinutes: 10,
        }),
      );
      await post('/portfolio/risks', {
        title: 'The drawer jams',
        serviceRef: OLD,
        likelihood: 3,
        impact: 4,
      });
      await post('/portfolio/demand', {
        title: 'Take cards, too',
        whoFor: 'Customers',
        why: 'Nobody has coins.',
        serviceRef: OLD,
      });
      const supplier = await post('/portfolio/suppliers', {
        title: 'Till Makers Ltd',
        ownerRef: PAYMENTS,
      });
      for (const more of [
        { serviceRef: OLD },
        { serviceRef: 'system:default/mixed', services: [OLD] },
      ]) {
        const { number } = await post('/portfolio/contracts', {
          title: 'Care of tills',
          supplier: supplier.number,
          startAt: inDays(-400),
          endAt: inDays(400),
          renewal: 'manual',
          noticeDays: 30,
          valueMinor: 12_00,
          currency: 'EUR',
          valuePer: 'month',
          ...more,
        });
        await post(`/portfolio/contracts/${number}/transitions`, {
          transition: 'activate',
        });
      }
      const objective = await post('/portfolio/objectives', {
        title: 'No queue at the counter',
        ownerRef: PAYMENTS,
        periodFrom: inDays(-30),
        periodTo: inDays(30),
      });
      await ok(
        itsm.as('maria').post(`/records/${service.number}/links`, {
          kind: 'serves',
          target: objective.number,
        }),
      );
      const imported = (name: string) =>
        ok(
          request(itsm.server)
            .post('/api/itsm/portfolio/costs/import?source=books')
            .set('authorization', itsm.header('dana'))
            .set('content-type', 'text/csv')
            .send(
              `service,month,amount,currency,id\n${name},2020-01,7,EUR,B-1`,
            ),
        );
      expect(await imported('paid')).toMatchObject({ added: 1 });
      await itsm.caughtUp();
      await until(has(OLD));
      await post('/portfolio/risk-candidates/look', {});
      // The graph of the CMDB is kept for a moment.
      const needing = async () => {
        const found = await Promise.all(
          packages.map(at => get(at.replace('/architecture', ''))),
        );
        return found.every(({ sections }) =>
          sections
            .find((one: any) => one.key === 'architecture')
            .facts.some((fact: any) => fact.label === 'Needs directly'),
        );
      };
      await until(needing);
      for (const at of packages) {
        const maria = itsm.as('maria');
        await ok(maria.patch(at, { body: 'Holds coins.' }));
        await ok(maria.post(`${at}/moves`, { move: 'submit' }));
        await ok(itsm.as('zoe').post(`${at}/moves`, { move: 'accept' }));
      }
      const before = await told(OLD, service.number, drawer.number);
      // What is compared is there.
      expect(before).toMatchObject({
        offerings: [['till', OLD]],
        catalogue: [[OLD, ['till']]],
        lines: [
          [OLD, 100_00],
          [OLD, 7_00],
        ],
        continuity: [[OLD, 90]],
        found: [[OLD, 90]],
        accepted: [
          ['accepted', []],
          ['accepted', []],
        ],
        candidates: expect.arrayContaining([['untested-recovery', OLD]]),
        records: [service.number],
        page: [
          OLD,
          'tier-1',
          service.number,
          ['till'],
          [EUR(156_00)],
          90,
          ['CTR-1001', 'CTR-1002'],
          ['DEM-1001'],
          [objective.number],
          ['RSK-1001'],
        ],
        served: [[objective.number, { demand: { through: 1 } }]],
      });
      expect(before.overview).toContainEqual([OLD, [EUR(156_00)]]);

      await says(system('tills'), part(NEW));
      await itsm.caughtUp();
      await until(has(NEW));
      const bound = async () =>
        (await get(`/portfolio/records/${service.number}`)).entityRef === NEW;
      await until(bound);
      await until(has(NEW));
      await until(needing);
      const renamed = JSON.parse(
        JSON.stringify(before).replaceAll(`"${OLD}"`, `"${NEW}"`),
      );
      const byName = (rows: [string, unknown][]) =>
        [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
      const after = await told(NEW, service.number, drawer.number);
      expect({ ...after, overview: byName(after.overview) }).toEqual({
        ...renamed,
        overview: byName(renamed.overview),
      });
      // Whoever kept the old address finds it.
      expect((await get(`/portfolio/services/${path(OLD)}`)).ref).toBe(NEW);
      expect(
        (await get(`/portfolio/offerings?service=${query(OLD)}`)).items,
      ).toHaveLength(1);
      for (const name of [OLD, NEW]) {
        const asked = `service=${query(name)}`;
        const file = await itsm
          .as('zoe')
          .get(`/portfolio/continuity/export?${asked}`);
        expect(file.text.trim().split('\r\n').slice(1)).toEqual([
          expect.stringContaining(NEW),
        ]);
        const { items } = await get(`/portfolio/risk-candidates?${asked}`);
        expect(items.length).toBe(after.candidates.length);
        const history = await get(`/cmdb/history?ref=${query(name)}`);
        expect(history.items.map((e: any) => [e.ref, e.kind])).toEqual([
          [NEW, 'added'],
          [OLD, 'removed'],
          [OLD, 'changed'],
          [OLD, 'added'],
        ]);
      }
      // What is imported again is the same, by either name.
      for (const name of ['paid', 'tills'])
        expect(await imported(name)).toMatchObject({ same: 1 });
      // It is one service of the portfolio.
      const taken = await post('/portfolio/records/take-in', { refs: [NEW] });
      expect(taken.items).toEqual([
        expect.objectContaining({
          done: false,
          reason: `entityRef: it is ${service.number} already; unbind it there first, or choose another entity`,
        }),
      ]);
      expect(
        (
          await refused(
            itsm.as('dana').post('/portfolio/records', {
              title: 'Again',
              runs: true,
              entityRef: OLD,
            }),
          )
        )[1],
      ).toContain(`it is ${service.number} already`);
    });

    it('leaves its old name to what has it now', async () => {
      await says(system('paid', 'uid-other'));
      await itsm.caughtUp();
      const historyOf = async (ref: string) =>
        (await get(`/cmdb/history?ref=${query(ref)}`)).items.map((e: any) => [
          e.ref,
          e.kind,
        ]);
      expect(await historyOf(OLD)).toEqual([[OLD, 'added']]);
      expect(await historyOf(NEW)).toEqual([
        [NEW, 'added'],
        [OLD, 'removed'],
        [OLD, 'changed'],
        [OLD, 'added'],
      ]);
      const linesOf = async (ref: string) =>
        (await get(`/portfolio/costs/lines?service=${query(ref)}`)).items.map(
          (line: any) => [line.serviceRef, line.amount.minor],
        );
      // What is noted under a name that something has is of that, as it is of incidents.
      expect(await linesOf(OLD)).toEqual([
        [OLD, 100_00],
        [OLD, 7_00],
      ]);
      expect(await linesOf(NEW)).toEqual([]);
      const overview = await get(
        `/portfolio/costs?from=${LAST}&to=${LAST}&limit=100`,
      );
      const refs = overview.items.map((row: any) => row.ref);
      expect(refs.filter((ref: string) => ref === OLD)).toHaveLength(1);
      const { items } = await get(`/portfolio/risks?service=${query(NEW)}`);
      expect(items).toEqual([]);
      // The record went along with what it is.
      const records = await get(`/portfolio/records?service=${query(NEW)}`);
      expect(records.items).toHaveLength(1);
      const maria = itsm.as('maria');
      await ok(maria.post('/portfolio/records/take-in', { refs: [OLD] }));
      expect(
        (await get(`/portfolio/records?service=${query(OLD)}`)).items,
      ).toHaveLength(1);
    });
  },
);
