import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  demandPermissions,
  importRunPermission,
  personErasePermission,
  incidentPermissions,
  operationsManagePermission,
  operationsReadPermission,
  webhookManagePermission,
} from '@callboard/plugin-itsm-common';
import { ItsmPolicy } from './ItsmPolicy';
import { readRoles } from './roles';

const roleOf = readRoles(
  mockServices.rootConfig({
    data: {
      itsm: {
        access: {
          roles: {
            admin: ['group:default/platform'],
            agent: ['group:default/payments', 'Group:default/Platform'],
          },
        },
      },
      demo: { policy: { readers: ['group:default/leadership'] } },
    },
  }),
);

async function decide(permission: Permission, group?: string) {
  const credentials = mockCredentials.user('user:default/someone');
  const ownershipEntityRefs = [
    'user:default/someone',
    `group:default/${group}`,
  ];
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async () => ({
      userEntityRef: 'user:default/someone',
      ownershipEntityRefs,
    }),
  });
  const policy = new ItsmPolicy({ roleOf, userInfo });
  return policy.handle(
    { permission },
    group
      ? {
          credentials,
          info: { userEntityRef: 'user:default/someone', ownershipEntityRefs },
        }
      : undefined,
  );
}

const basic = (name: string) => createPermission({ name, attributes: {} });

describe('ItsmPolicy', () => {
  it.each([
    [incidentPermissions.create, 'everybody'],
    [incidentPermissions.read, 'agents and readers'],
    [incidentPermissions.update, 'agents'],
    [demandPermissions.update, 'everybody'],
    [importRunPermission, 'admins'],
    [personErasePermission, 'admins'],
    [operationsReadPermission, 'admins'],
    [operationsManagePermission, 'admins'],
    [webhookManagePermission, 'admins'],
    [basic('itsm.something.new'), 'agents'],
    [basic('catalog.entity.read'), 'everybody'],
    [basic('catalog.entity.delete'), 'admins'],
    [basic('catalog.location.create'), 'admins'],
    [basic('scaffolder.task.create'), 'everybody'],
    [basic('scaffolder.template.management'), 'admins'],
  ])('$name is for $1', async (permission, who) => {
    const allowed = [];
    for (const group of ['platform', 'payments', 'leadership', 'marketing']) {
      const { result } = await decide(permission, group);
      if (result === AuthorizeResult.ALLOW) allowed.push(group);
    }
    expect(allowed).toEqual(
      {
        everybody: ['platform', 'payments', 'leadership', 'marketing'],
        'agents and readers': ['platform', 'payments', 'leadership'],
        agents: ['platform', 'payments'],
        admins: ['platform'],
      }[who],
    );
  });

  it('lets a requester read what they asked for or take part in', async () => {
    expect(await decide(incidentPermissions.read, 'marketing')).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'itsm',
      resourceType: 'itsm-record',
      conditions: {
        anyOf: [
          {
            rule: 'IS_REQUESTER',
            params: { claims: ['user:default/someone'] },
          },
          {
            rule: 'IS_PARTICIPANT',
            params: {
              claims: ['user:default/someone', 'group:default/marketing'],
            },
          },
        ],
      },
    });
  });

  it('lets a requester change what they asked for, and a watcher nothing', async () => {
    expect(await decide(incidentPermissions.update, 'marketing')).toMatchObject(
      {
        result: AuthorizeResult.CONDITIONAL,
        conditions: {
          rule: 'IS_REQUESTER',
          params: { claims: ['user:default/someone'] },
        },
      },
    );
  });

  it('denies everything to whoever is not signed in', async () => {
    expect(await decide(basic('catalog.entity.read'))).toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});
