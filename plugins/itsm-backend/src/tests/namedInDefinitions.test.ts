import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { MigratedDatabases } from '../testing/MigratedDatabases';
import { refused } from '../testing/moneyScene';
import { PART_OF_CATALOG } from '../testing/partOfCatalog';
import { startItsm, type RunningItsm } from '../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CART = 'component:default/cart';
const DESK = 'group:default/service-desk';
const STANDARD = {
  title: 'Restart',
  scope: { items: [CART] },
  plan: 'Restart it.',
  rollbackPlan: 'Start it again.',
  duration: '30m',
};
const FREEZE = {
  title: 'Year end',
  kind: 'freeze',
  timezone: 'Europe/Berlin',
  start: '2026-12-20T18:00',
  duration: '14d',
};

/**
 * By the file of each kind that looks up what it names: its bodies, with something of the catalog in each place
 * that is looked up.
 */
const KINDS: Record<
  string,
  { kind: string; key?: string; bodies: ((name: string) => object)[] }
> = {
  'kernel/approvals/approvalPolicyKind.ts': {
    kind: 'approval-policy',
    bodies: ['user', 'group'].map(kind => name => ({
      title: 'Two',
      records: ['change'],
      steps: [{ title: 'First', who: [{ [kind]: `${kind}:default/${name}` }] }],
    })),
  },
  'kernel/kpi/kpiKind.ts': {
    kind: 'kpi',
    key: 'incidents.time-to-resolve',
    bodies: [
      name => ({
        of: 'incidents.time-to-resolve',
        ownerRef: `group:default/${name}`,
      }),
    ],
  },
  'practices/changes/cab/kind.ts': {
    kind: 'cab',
    bodies: [
      name => ({
        title: 'Board',
        group: `group:default/${name}`,
        start: '2026-12-01T10:00',
        rrule: 'FREQ=WEEKLY;BYDAY=TU',
        timezone: 'Europe/Berlin',
      }),
    ],
  },
  'practices/changes/windows/changeWindowKind.ts': {
    kind: 'change-window',
    bodies: [
      name => ({ ...FREEZE, scope: { services: [`system:default/${name}`] } }),
      name => ({ ...FREEZE, scope: { items: [`component:default/${name}`] } }),
      name => ({ ...FREEZE, scope: { owners: [`group:default/${name}`] } }),
      name => ({
        ...FREEZE,
        scope: { owners: [DESK], except: { items: [`api:default/${name}`] } },
      }),
      name => ({
        ...FREEZE,
        scope: { owners: [DESK] },
        exceptionBy: [`group:default/${name}`],
      }),
    ],
  },
  'practices/changes/standard/kind.ts': {
    kind: 'standard-change',
    bodies: [
      name => ({
        ...STANDARD,
        scope: { items: [`component:default/${name}`] },
      }),
      name => ({ ...STANDARD, scope: { owners: [`group:default/${name}`] } }),
      name => ({ ...STANDARD, groups: [`group:default/${name}`] }),
      name => ({ ...STANDARD, ownerRef: `group:default/${name}` }),
      name => ({
        ...STANDARD,
        tasks: [{ title: 'Do it', assigneeRef: `user:default/${name}` }],
      }),
    ],
  },
  'practices/portfolio/catalogue/kinds.ts': {
    kind: 'offering',
    bodies: [
      name => ({
        service: `component:default/${name}`,
        name: 'Carts',
        summary: 'A cart.',
        howToAsk: { text: 'Ask' },
        state: 'offered',
      }),
      name => ({
        service: CART,
        name: 'Carts',
        summary: 'A cart.',
        howToAsk: { template: `template:default/${name}` },
        state: 'offered',
      }),
    ],
  },
  'practices/portfolio/money/kinds.ts': {
    kind: 'cost-sharing',
    bodies: [
      name => ({
        name: 'Shared',
        service: `system:default/${name}`,
        rule: { by: 'equal', to: ['system:default/shop'] },
      }),
      name => ({
        name: 'Shared',
        service: 'system:default/shop',
        rule: {
          by: 'weight',
          to: [{ service: `system:default/${name}`, weight: 1 }],
        },
      }),
    ],
  },
  'practices/improvement/surveys/kind.ts': {
    kind: 'survey',
    bodies: [
      name => ({ title: 'Well?', services: [`component:default/${name}`] }),
      name => ({ title: 'Well?', teams: [`group:default/${name}`] }),
    ],
  },
};

const ROOT = path.resolve(__dirname, '..');
/** In the copy of the catalog, and not for whoever asks the catalog. */
const HIDDEN = 'zhidden';
const ABSENT = 'zabsent';
const HIDDEN_KINDS = [
  'api',
  'component',
  'group',
  'system',
  'template',
  'user',
];

it('goes over all kinds that look up what they name', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
  const using = files.filter(
    file =>
      /(?<!\.test)\.ts$/.test(file) &&
      readFileSync(path.join(ROOT, file), 'utf8').includes('catalogFaults('),
  );
  expect(
    using
      .map(file => file.split(path.sep).join('/'))
      .filter(file => !file.startsWith('tests/'))
      .sort(),
  ).toEqual(Object.keys(KINDS).sort());
});

describe.each(databases.eachSupportedId())(
  'whoever sees part of the catalog and writes a definition, on %s',
  databaseId => {
    let itsm: RunningItsm;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        config: {
          itsm: {
            access: {
              roles: { admin: ['user:default/sam', 'user:default/root'] },
              decisionCacheSeconds: 0,
            },
          },
        },
        decide: (permission, who) =>
          permission === 'catalog.entity.read' && who === 'user:default/sam'
            ? PART_OF_CATALOG
            : { result: AuthorizeResult.ALLOW },
      });
      const like = await knex('catalog_entities').where({ ref: CART }).first();
      for (const kind of HIDDEN_KINDS)
        await knex('catalog_entities').insert({
          ...like,
          kind,
          ref: `${kind}:default/${HIDDEN}`,
          uid: `uid-${kind}-${HIDDEN}`,
          name: HIDDEN,
          title: HIDDEN,
        });
    });
    afterAll(() => itsm.stop());

    const cases = Object.values(KINDS).flatMap(({ kind, key, bodies }) =>
      bodies.map((body, i): [string, string, (name: string) => object] => [
        `${kind} (${i + 1})`,
        `/definitions/${kind}/${key ?? 'one'}`,
        body,
      ]),
    );

    it.each(cases)(
      'learns no more of what they may not see than of what is not there: %s',
      async (_, at, body) => {
        const said = (who: string, name: string) =>
          refused(itsm.as(who).put(at, { body: body(name) }));
        const [status, words] = await said('sam', HIDDEN);
        expect(status).toBe(400);
        expect(words).toMatch(
          /: there is no \w+:default\/zhidden in the catalog, or you may not see it; name one that is there$/,
        );
        expect(await said('sam', ABSENT)).toEqual([
          400,
          words.replace(HIDDEN, ABSENT),
        ]);
        // So does whoever asks what is wrong with it.
        const { faults } = (
          await itsm.as('sam').post(`${at}/check`, { body: body(HIDDEN) })
        ).body;
        expect(faults.map((f: any) => f.message)).toEqual([words]);
        // Whoever sees it may name it.
        expect((await said('root', HIDDEN))[1]).toBeUndefined();
        await itsm.as('root').delete(at).expect(204);
      },
    );
  },
);
