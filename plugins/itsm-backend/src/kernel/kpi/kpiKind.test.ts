import { readFileSync } from 'fs';
import { resolve } from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { KPI_DEFINITION_KIND } from '@callboard/plugin-itsm-common';
import type { Practice } from '@callboard/plugin-itsm-node';
import knexFactory from 'knex';
import { parseAllDocuments } from 'yaml';
import { FixedClock } from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import { buildKernel } from '../buildKernel';
import { checkBody } from '../definitions/checkBody';

/** The kernel as it stands before it touches a database. */
const kernelOf = (practices: readonly Practice[]) =>
  buildKernel(
    {
      knex: knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      }),
      config: mockServices.rootConfig({ data: {} }),
      logger: mockServices.logger.mock(),
      clock: new FixedClock(),
      catalog: catalogServiceMock({ entities: [] }),
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      userInfo: mockServices.userInfo(),
      permissions: mockServices.permissions.mock(),
    },
    practices,
  );

it('takes the definitions of the examples and of the guide', async () => {
  const kernel = kernelOf(await registeredPractices());
  const read = (path: string) =>
    readFileSync(resolve(__dirname, '../../../../..', path), 'utf8');
  const guide = read('docs/guides/improvement.md');
  const shown = /```yaml\n(kind: kpi[\s\S]*?)```/.exec(guide)![1];
  const documents = [read('examples/definitions/kpis.yaml'), shown].flatMap(
    text => parseAllDocuments(text).map(document => document.toJS()),
  );
  const kind = kernel.definitionKinds.find(KPI_DEFINITION_KIND)!;
  // Whether an owner is there, the catalog would say.
  const faults = await Promise.all(
    documents.map(async ({ key, spec: { ownerRef: _, ...body } }) => [
      key,
      (await checkBody(kind, key, body)).faults,
    ]),
  );
  expect(faults.length).toBeGreaterThan(6);
  expect(faults.filter(([, found]) => found.length > 0)).toEqual([]);
});

it('says what is wrong with a number of one’s own, and lets none tell what a practice keeps', async () => {
  const kernel = kernelOf(await registeredPractices());
  const kind = kernel.definitionKinds.find(KPI_DEFINITION_KIND)!;
  const faultsOf = async (body: object) =>
    (await checkBody(kind, 'shop.own', body)).faults.map(
      ({ path, message }) => `${path}: ${message}`,
    );
  const own = (formula: object, more: object = {}) =>
    faultsOf({
      name: 'Own',
      purpose: 'Why?',
      unit: 'number',
      formula,
      ...more,
    });
  const incident = (stage: string) => ({ kind: 'incident', stage });
  const change = (stage: string) => ({ kind: 'change', stage });
  const answered = { kind: 'survey', stage: 'answered' };
  const satisfied = { ...answered, mark: 'satisfied' };
  const of = 'incidents.volume';
  expect(
    await own({
      of: 'level',
      entered: incident('opened'),
      left: change('live'),
    }),
  ).toEqual([expect.stringContaining('left,kind: must be "incident"')]);
  expect(
    await own({
      of: 'level',
      entered: incident('resolved'),
      left: incident('opened'),
    }),
  ).toEqual([
    expect.stringContaining('left,stage: must come after "resolved"'),
  ]);
  expect(await faultsOf({ of, where: { serviceRef: ['x y'] } })).toEqual([
    expect.stringContaining('where,serviceRef,0: must be a reference like'),
  ]);
  expect(await faultsOf({ of, where: { serviceRef: ['none'] } })).toEqual([]);
  const kept = /single people said is told of 5 and more/;
  for (const formula of [
    { of: 'count', facts: satisfied },
    { of: 'ratio', numerator: satisfied, denominator: incident('opened') },
    { of: 'level', entered: { kind: 'survey', stage: 'sent' }, left: answered },
  ])
    expect(await own(formula)).toEqual([expect.stringMatching(kept)]);
  expect(await own({ of: 'share', facts: satisfied })).toEqual([]);
  const inTime = { kind: 'task', stage: 'due', mark: 'inTime' };
  const where = { ownerRef: ['group:default/storefront'] };
  expect(await own({ of: 'share', facts: inTime }, { where })).toEqual([
    expect.stringContaining('where,ownerRef: it is a number of a team'),
  ]);
});

it('refuses practices whose numbers cannot be counted, when the kernel stands', async () => {
  const practice = (more: object): Practice => ({
    id: 'shop',
    title: 'Shop',
    counted: () => ({
      kinds: [
        {
          kind: 'order',
          title: 'Orders',
          stages: [{ key: 'opened', label: 'Orders opened' }],
          dimensions: [{ key: 'team', label: 'Team' }],
          version: 1,
        },
      ],
      kpis: [
        {
          key: 'shop.orders',
          practice: 'shop',
          name: 'Orders',
          purpose: 'How many?',
          formulaWords: 'Orders opened.',
          source: 'This test',
          unit: 'count',
          direction: 'up',
          basis: 'events',
          formula: { of: 'count', facts: { kind: 'order', stage: 'opened' } },
          dimensions: ['team'],
          version: 1,
          ...more,
        },
      ],
    }),
  });
  const count = (facts: object) => ({ formula: { of: 'count', facts } });
  expect(() => kernelOf([practice({})])).not.toThrow();
  const refused = [
    { key: 'orders' },
    { dimensions: ['team', 'colour'] },
    count({ kind: 'parcel', stage: 'opened' }),
    count({ kind: 'order', stage: 'sent' }),
    count({ kind: 'order', stage: 'opened', mark: 'gift' }),
    { formula: { of: 'gauge', gauge: 'shop.stock' } },
  ].map(more => {
    try {
      kernelOf([practice(more)]);
      return 'It stands';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(refused).toEqual([
    'The number orders must be called like incidents.volume',
    'The number shop.orders cannot be asked by colour: not all that it counts has it',
    'The number shop.orders: facts.kind: no practice counts "parcel"; there are order',
    'The number shop.orders: facts.stage: "order" has no stage "sent"; there are opened',
    'The number shop.orders: facts.mark: "gift" is not among the marks counted at "opened"; there is none',
    'The number shop.orders: gauge: no practice tells "shop.stock"',
  ]);
});
