import type { Entity } from '@backstage/catalog-model';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { PART_OF_CATALOG } from '../../../testing/partOfCatalog';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

/** Rita may see what the catalog gives her, Sam has no permission for the CMDB, others see all. */
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => {
  if (permission === 'catalog.entity.read' && userRef === 'user:default/rita')
    return PART_OF_CATALOG;
  if (permission === 'itsm.cmdb.read' && userRef === 'user:default/sam')
    return { result: AuthorizeResult.DENY };
  return { result: AuthorizeResult.ALLOW };
};

const component = (name: string, title: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, title, uid: `uid-${name}`, etag: name },
  spec: { type: 'service' },
});

describe('the API of lists of configuration items', () => {
  let knex: Knex;
  let itsm: RunningItsm;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    itsm = await startItsm({
      knex,
      decide,
      entities: [component('cart', 'Cart'), component('checkout', '=1+1')],
    });
    // The catalog has it for nobody who asks.
    await knex('catalog_entities').insert({
      ref: 'component:default/secret',
      kind: 'component',
      name: 'secret',
      title: 'Secret',
      annotations: '{}',
      seen_at: 1,
    });
  });
  afterAll(() => itsm.stop());

  const titles = async (name: string, query: string) => {
    const { body, status } = await itsm
      .as(name)
      .get(`/cmdb/cis?kind=component${query}`);
    expect(status).toBe(200);
    return body.items.map((item: { title: string }) => item.title);
  };

  it('shows, counts and writes what somebody may see, and asks about the permission once', async () => {
    expect(await titles('maria', '')).toEqual(['=1+1', 'Cart', 'Secret']);
    const before = itsm.permissionCalls();
    expect(await titles('rita', '')).toEqual(['=1+1', 'Cart']);
    expect(itsm.permissionCalls() - before).toBe(1);
    const counted = await itsm
      .as('rita')
      .post('/cmdb/cis/counts', { queries: { all: { q: 'secret' } } });
    expect(counted.body).toEqual({
      counts: { all: { count: 0, more: false } },
    });
    const file = await itsm.as('rita').get('/cmdb/cis/export?bom=true');
    expect(file.headers['content-type']).toMatch(/^text\/csv/);
    expect(file.headers['content-disposition']).toContain(
      'configuration-items.csv',
    );
    expect(file.headers['x-export-max-rows']).toBe('100000');
    expect(file.text).not.toMatch(/secret/i);
    // No spreadsheet runs it.
    expect(file.text).toContain(`\r\n'=1+1,component:default/checkout`);
    const whole = await itsm.as('maria').get('/cmdb/cis/export');
    expect(whole.text).toContain('component:default/secret');
    const records = await itsm
      .as('rita')
      .get('/cmdb/records?ref=component:default/secret');
    expect(records.status).toBe(404);
    expect(records.body.error.message).toBe(
      'ref: there is no component:default/secret in the catalog, or you may not see it',
    );
  });

  it('is closed to whoever has no permission for the CMDB', async () => {
    for (const path of ['/cis', '/cis/export', '/cis/facets', '/recent']) {
      const { status, body } = await itsm.as('sam').get(`/cmdb${path}`);
      expect(status).toBe(403);
      expect(body.error.message).toContain('itsm.cmdb.read');
    }
  });

  it.each([
    ['/cmdb/cis?colour=red', /colour/],
    ['/cmdb/cis?limit=0', /limit/],
    ['/cmdb/cis?limit=1e3', /limit: must be a whole number/],
    ['/cmdb/cis?sort=owner', /sort/],
    ['/cmdb/cis?owner=nobody', /owner.*must be mine, none or a reference/],
    ['/cmdb/cis?attribute=prod', /attribute.*like environment:prod/],
    ['/cmdb/cis?changed=0', /changed/],
    ['/cmdb/cis?state=maybe', /state/],
    ['/cmdb/cis?q=%00', /q: must not contain the NUL/],
    ['/cmdb/cis?cursor=abc', /cursor: is not one that this API gave/],
    ['/cmdb/cis/export?columns=colour', /columns.*must be one of title, ref/],
    ['/cmdb/recent?cursor=-1', /cursor: is not one of this list/],
    ['/cmdb/records', /ref/],
    ['/cmdb/records?ref=user:default/maria', /ref: must not be a user/],
    [
      '/cmdb/records?ref=component:default/cart&cursor=x',
      /cursor: is not one that this API gave/,
    ],
  ])('says what is wrong with %s', async (path, message) => {
    const { status, body } = await itsm.as('maria').get(path);
    expect(body.error.message).toMatch(message);
    expect(status).toBe(400);
  });

  it('takes words as words, whatever they are', async () => {
    for (const q of [`'`, '%', '_', '&|!()', ':*', '\\', '"', '日本', 'É'])
      expect(
        (await itsm.as('maria').get(`/cmdb/cis?q=${encodeURIComponent(q)}`))
          .status,
      ).toBe(200);
  });
});
