import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  CiClass,
  CiListQuery,
  CiQuestion,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { kernelOnDatabase, NOON, user } from '../../../tests/kernelOnDatabase';
import { HistoryStore } from '../HistoryStore';
import { DefaultCiService, type CiService } from './CiService';
import { CiStore } from './CiStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(180_000);

const COUNT = 20_000;
const maria = user('maria', ['g3', 'g4']);
const KINDS = ['component', 'resource', 'api', 'user', 'system'];

const CLASSES: CiClass[] = [
  {
    key: 'server',
    name: 'Server',
    type: 'server',
    appliesTo: [],
    attributes: [],
    identification: [['name']],
  },
];

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

describe('lists of configuration items on PostgreSQL with thousands of them', () => {
  let knex: Knex;
  let kernel: KernelParts;
  let items: CiService;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    items = new DefaultCiService(
      kernel,
      new CiStore(knex),
      new HistoryStore(knex),
      { classes: async () => CLASSES },
    );
    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    const refOf = (n: number) => `${KINDS[n % 5]}:default/n${n}`;
    const insert = (table: string, rows: Record<string, unknown>[]) =>
      knex.batchInsert(table, rows, 1_000);
    await insert(
      'catalog_entities',
      numbers.map(n => ({
        ref: refOf(n),
        uid: `uid-${n}`,
        kind: KINDS[n % 5],
        name: `n${n}`,
        title: `${['Cart', 'Order', 'Price', 'Stock'][n % 4]} ${
          (n * 7_919) % COUNT
        } w${n % 997}`,
        type: n % 500 === 1 ? 'server' : 'service',
        lifecycle: 'production',
        owner_ref: n % 50 === 0 ? null : `group:default/g${n % 83}`,
        system_ref: `system:default/n${n % 700}`,
        annotations: '{}',
        seen_at: NOON,
        removed_at: n % 100 === 7 ? NOON : null,
      })),
    );
    // Every tenth was read for the first time only; of others some changed often.
    await insert(
      'ci_versions',
      numbers.flatMap(n =>
        Array.from({ length: n % 10 === 0 ? 1 : 3 }, (_, v) => ({
          position: n * 3 + v,
          ref: refOf(n),
          what: v === 0 ? 'added' : 'changed',
          title: 'T',
          valid_from: NOON + ((n * 13) % COUNT) * 60_000 + v,
          valid_to:
            v === (n % 10 === 0 ? 0 : 2)
              ? null
              : NOON + ((n * 13) % COUNT) * 60_000 + v + 1,
          since: v === 0 ? null : NOON,
          fields: '{}',
          changes:
            '{"changes":[{"field":"title"}],"relations":{"added":[],"removed":[]}}',
        })),
      ),
    );
    const some = numbers.filter(n => n % 40 === 1);
    await insert(
      'ci_items',
      some.map(n => ({
        id: `item-${n}`,
        ref: refOf(n),
        class: 'server',
        title: 'T',
        state: 'active',
        owned: true,
        formerly: '[]',
        revision: 1,
        version: 1,
        created_at: NOON,
        updated_at: NOON,
      })),
    );
    await insert(
      'ci_values',
      some.map(n => ({
        item_id: `item-${n}`,
        key: 'serial',
        value: `"s${n}"`,
        word: `s${n}`,
        source: 'cloud',
        since: NOON,
      })),
    );
    await knex.raw('analyze');
  });

  /** The plans of the statements over items or their history. */
  async function plansOf(ask: () => Promise<unknown>): Promise<Plan[][]> {
    const statements: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: any) => {
      if (/"catalog_entities" as "e"|"ci_versions"/.test(query.sql))
        statements.push(query);
    };
    knex.on('query', note);
    await ask();
    knex.removeListener('query', note);
    const connection = await knex.client.acquireConnection();
    try {
      const found: Plan[][] = [];
      for (const { sql, bindings } of statements) {
        const { rows } = await connection.query({
          text: `explain (format json) ${sql}`,
          values: bindings,
        });
        found.push(nodes(rows[0]['QUERY PLAN'][0].Plan));
      }
      return found;
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }
  const isWhole = (plan: Plan[]) =>
    plan.some(
      node =>
        node['Node Type'] === 'Seq Scan' &&
        ['catalog_entities', 'ci_versions'].includes(node['Relation Name']!),
    );

  it.each<[string, CiListQuery]>([
    ['as it opens', {}],
    ['from the end', { order: 'desc' }],
    ['by kind', { sort: 'kind' }],
    ['with the latest change first', { sort: 'changed' }],
    ['that changed lately', { sort: 'changed', changed: 3 }],
    ['of a kind', { kind: ['api'] }],
    ['of some kinds', { kind: ['api', 'system'] }],
    ['of a rare type', { type: ['server'] }],
    ['of a group', { owner: ['group:default/g7'] }],
    ['of mine', { owner: ['mine'] }],
    ['of nobody', { owner: ['none'] }],
    ['of a system', { system: ['system:default/n9'] }],
    ['that are gone', { state: 'gone' }],
    ['with a word', { q: 'w77' }],
    ['with a word that many have', { q: 'cart' }],
    ['by reference', { q: 'api:default/n7' }],
    ['of a class', { class: ['server'] }],
    ['that are not in Git', { origin: 'sources' }],
    ['with an attribute', { attribute: ['serial:s41'] }],
  ])('read the list %s by an index', async (_, query) => {
    const [page, ...others] = await plansOf(() => items.list(maria, query));
    expect(isWhole(page)).toBe(false);
    // What changed last is looked up for the page alone.
    expect(others).toHaveLength(1);
    expect(isWhole(others[0])).toBe(false);
  });

  it.each<[string, CiListQuery]>([
    ['as it opens', {}],
    ['by kind', { sort: 'kind' }],
    ['of a kind', { kind: ['api'] }],
    ['of a group', { owner: ['group:default/g7'] }],
    ['that are gone', { state: 'gone' }],
    ['with the latest change first', { sort: 'changed' }],
  ])('turn the page of the list %s as it stands in the index', async (_, q) => {
    const { pageInfo } = await items.list(maria, { ...q, limit: 20 });
    const [page] = await plansOf(() =>
      items.list(maria, { ...q, limit: 20, cursor: pageInfo.nextCursor }),
    );
    expect(isWhole(page)).toBe(false);
    expect(page.map(n => n['Node Type'])).not.toContain('Sort');
  });

  it('read what changed across the catalog from its end', async () => {
    const [plan] = await plansOf(() => items.recent(maria, {}));
    expect(plan.map(n => n['Index Name'])).toContain('ci_versions_told_idx');
    expect(isWhole(plan)).toBe(false);
  });

  it('count up to a thousand of several questions in one statement', async () => {
    const questions: Record<string, CiQuestion> = {
      mine: { owner: ['mine'] },
      nobodys: { owner: ['none'] },
      gone: { state: 'gone' },
      words: { q: 'w77' },
    };
    const plans = await plansOf(() => items.counts(maria, questions));
    expect(plans).toHaveLength(1);
    expect(isWhole(plans[0])).toBe(false);
  });

  it('cost the same number of statements whatever the size of a page', async () => {
    const statementsOf = async (query: CiListQuery) => {
      let count = 0;
      const note = () => {
        count += 1;
      };
      knex.on('query', note);
      await items.list(maria, query);
      knex.removeListener('query', note);
      return count;
    };
    expect(await statementsOf({ limit: 200 })).toBe(
      await statementsOf({ limit: 1 }),
    );
    expect(await statementsOf({ limit: 50 })).toBeLessThanOrEqual(4);
  });
});
