import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  importRunPermission,
  incidentPermissions,
  recordPermissions,
} from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type Caller } from '@callboard/plugin-itsm-node';
import { PART_OF_CATALOG } from '../../testing/partOfCatalog';
import { FixedClock, user } from '../../tests/kernelOnDatabase';
import { PermissionAuthorizer } from './PermissionAuthorizer';

const { create, read, update } = incidentPermissions;
const CONDITIONAL: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'itsm',
  resourceType: 'itsm-record',
  conditions: {
    anyOf: [
      {
        rule: 'IS_ASSIGNEE',
        resourceType: 'itsm-record',
        params: { claims: ['user:default/maria'] },
      },
      {
        not: {
          rule: 'HAS_STATUS_CATEGORY',
          resourceType: 'itsm-record',
          params: { categories: ['closed'] },
        },
      },
    ],
  },
};

function setUp(seconds?: number) {
  const clock = new FixedClock();
  const decisions: Record<string, PolicyDecision> = {
    [create.name]: { result: AuthorizeResult.DENY },
    [read.name]: CONDITIONAL,
    [update.name]: { result: AuthorizeResult.ALLOW },
    [importRunPermission.name]: CONDITIONAL,
  };
  const ask = jest.fn(async (questions: any[]) =>
    questions.map(
      q => decisions[q.permission.name] ?? { result: AuthorizeResult.ALLOW },
    ),
  );
  const authorizer = new PermissionAuthorizer({
    permissions: mockServices.permissions.mock({
      authorizeConditional: ask,
    } as any),
    config: mockServices.rootConfig({
      data: { itsm: { access: { decisionCacheSeconds: seconds } } },
    }),
    clock,
  });
  const asked = () =>
    ask.mock.calls.map(([questions]) => questions.map(q => q.permission.name));
  return { authorizer, clock, ask, asked, decisions };
}

const as = (name: string): Caller => ({
  ...user(name),
  credentials: mockCredentials.user(`user:default/${name}`),
});

describe('what the permission framework lets a caller do', () => {
  it('is asked in one call, and comes back as all, none or criteria', async () => {
    const { authorizer, asked, ask } = setUp();
    const maria = as('maria');
    const scoped = await authorizer.withScopes(maria, [create, read, update]);
    expect(asked()).toEqual([
      [create.name, read.name, update.name, 'catalog.entity.read'],
    ]);
    expect(ask.mock.calls[0]).toEqual([
      expect.anything(),
      { credentials: maria.credentials },
    ]);
    expect(Object.fromEntries(scoped.scopes!)).toEqual({
      [create.name]: 'none',
      [update.name]: 'all',
      [read.name]: {
        anyOf: [
          { any: ['assigneeRef'], values: ['user:default/maria'] },
          { not: { any: ['statusCategory'], values: ['closed'] } },
        ],
      },
    });
    expect(maria.scopes).toBeUndefined();
    expect(
      await authorizer.withScopes(scoped, [importRunPermission]),
    ).toMatchObject({
      scopes: { size: 4 },
    });
  });

  it('is kept for 5 s per caller and permission', async () => {
    const { authorizer, clock, asked } = setUp();
    await authorizer.withScopes(as('maria'), [read]);
    clock.pass(4_999);
    await authorizer.withScopes(as('maria'), [read]);
    expect(asked()).toEqual([[read.name]]);
    // Only what is not known yet is asked.
    await authorizer.withScopes(as('maria'), [read, update]);
    expect(asked()).toEqual([
      [read.name],
      [update.name, 'catalog.entity.read'],
    ]);
    // Nobody gets somebody else’s answer.
    await authorizer.withScopes(as('sam'), [read]);
    expect(asked()).toHaveLength(3);
    clock.pass(1);
    await authorizer.withScopes(as('maria'), [read, update]);
    expect(asked()[3]).toEqual([read.name]);
  });

  it('says of commands whether all of the catalog may be read; conditions are not for us', async () => {
    const { authorizer, clock, decisions } = setUp();
    const catalog = async () =>
      (await authorizer.withScopes(as('maria'), [create])).readsWholeCatalog;
    expect(await catalog()).toBe(true);
    decisions['catalog.entity.read'] = PART_OF_CATALOG;
    expect(await catalog()).toBe(true);
    clock.pass(5_000);
    expect(await catalog()).toBe(false);
    expect(
      (await authorizer.withScopes(as('sam'), [read])).readsWholeCatalog,
    ).toBeUndefined();
  });

  it('is asked once by requests that come at the same moment', async () => {
    const { authorizer, asked } = setUp();
    await Promise.all(
      [1, 2, 3].map(() => authorizer.withScopes(as('maria'), [read])),
    );
    expect(asked()).toEqual([[read.name]]);
  });

  it('is kept as long as configured, and not at all with 0', async () => {
    const off = setUp(0);
    for (const _ of [1, 2, 3])
      await off.authorizer.withScopes(as('maria'), [read]);
    expect(off.asked()).toHaveLength(3);
    const long = setUp(60);
    await long.authorizer.withScopes(as('maria'), [read]);
    long.clock.pass(59_999);
    await long.authorizer.withScopes(as('maria'), [read]);
    expect(long.asked()).toHaveLength(1);
  });

  it('is asked again after a failure', async () => {
    const { authorizer, ask, asked } = setUp();
    ask.mockRejectedValueOnce(new Error('no route to the permission backend'));
    await expect(
      authorizer.withScopes(as('maria'), [read, update]),
    ).rejects.toThrow('no route');
    const scoped = await authorizer.withScopes(as('maria'), [read, update]);
    expect(scoped.scopes!.get(update.name)).toBe('all');
    expect(asked()).toHaveLength(2);
  });

  it('is asked again when too many answers are kept', async () => {
    const { authorizer } = setUp();
    await authorizer.withScopes(as('maria'), [read]);
    // 10,000 are kept; the one after them empties the store while maria’s answer is in use.
    const crowd = Array.from({ length: 9_999 }, (_, i) => as(`u${i}`));
    for (const caller of crowd) await authorizer.withScopes(caller, [update]);
    const scoped = await authorizer.withScopes(as('maria'), [read, update]);
    expect([...scoped.scopes!.keys()]).toEqual([read.name, update.name]);
  });

  it('is required in full for what has no conditions', async () => {
    const { authorizer, decisions } = setUp(0);
    decisions[create.name] = { result: AuthorizeResult.ALLOW };
    await expect(
      authorizer.require(as('maria'), create),
    ).resolves.toBeUndefined();
    for (const decision of [
      CONDITIONAL,
      { result: AuthorizeResult.DENY } as const,
    ]) {
      decisions[create.name] = decision;
      await expect(
        authorizer.require(as('maria'), create),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message:
          'You do not have the permission itsm.incident.create; ask an administrator of the portal for it',
      });
    }
  });

  it('is not asked for the product itself', async () => {
    const { authorizer, asked } = setUp();
    expect(await authorizer.withScopes(SYSTEM_CALLER, [read])).toBe(
      SYSTEM_CALLER,
    );
    await authorizer.require(SYSTEM_CALLER, importRunPermission);
    expect(asked()).toEqual([]);
  });

  it('has the same three names for every type of record', () => {
    expect(Object.values(recordPermissions('change')).map(p => p.name)).toEqual(
      ['itsm.change.create', 'itsm.change.read', 'itsm.change.update'],
    );
  });
});
