import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { hasRole } from '@callboard/plugin-itsm-node';
import { Callers } from './Callers';

const callers = (access: object, groups: string[] = []) =>
  new Callers({
    httpAuth: mockServices.httpAuth(),
    userInfo: mockServices.userInfo({ ownershipEntityRefs: groups }),
    config: mockServices.rootConfig({ data: { itsm: { access } } as any }),
  });

const ROLES = {
  roles: {
    agent: ['Group:Default/Service-Desk', 'user:maria'],
    restrictedReader: ['group:default/security'],
    admin: ['group:default/service-desk'],
  },
  services: { 'external:Monitor 1': ['agent'], 'plugin:idle': [] },
};
const rolesOf = async (ref: string, groups: string[]) => [
  ...(await callers(ROLES, groups).fromCredentials(mockCredentials.user(ref)))
    .roles,
];

describe('who asks', () => {
  it('is a user with the groups of their sign-in, in the form in which references are stored', async () => {
    const caller = await callers({}, [
      'Group:default/Payments',
    ]).fromCredentials(mockCredentials.user('User:Default/Maria'));
    expect(caller).toMatchObject({
      kind: 'user',
      ref: 'user:default/maria',
      roles: new Set(),
    });
    // Their own reference is theirs even where sign-in leaves it out.
    expect(caller.ownership).toEqual([
      'group:default/payments',
      'user:default/maria',
    ]);
  });

  it('has the roles that configuration gives them or their groups, and no others', async () => {
    expect(await rolesOf('user:default/maria', [])).toEqual(['agent']);
    expect(await rolesOf('user:default/rita', [])).toEqual([]);
    expect(
      await rolesOf('user:default/rita', ['group:default/payments']),
    ).toEqual([]);
    expect(
      (
        await rolesOf('user:default/dana', [
          'group:default/service-desk',
          'group:default/security',
        ])
      ).sort(),
    ).toEqual(['admin', 'agent', 'restrictedReader']);
    const admin = await callers({
      roles: { admin: ['user:default/dana'] },
    }).fromCredentials(mockCredentials.user('user:default/dana'));
    expect([
      hasRole(admin, 'agent'),
      hasRole(admin, 'restrictedReader'),
    ]).toEqual([true, false]);
  });

  it('is a service only with a role of its own', async () => {
    const monitor = await callers(ROLES).fromCredentials(
      mockCredentials.service('external:Monitor 1'),
    );
    expect(monitor).toMatchObject({
      kind: 'service',
      ref: 'service:default/monitor.1',
      ownership: ['service:default/monitor.1'],
      roles: new Set(['agent']),
    });
    for (const subject of ['external:unknown', 'plugin:idle']) {
      await expect(
        callers(ROLES).fromCredentials(mockCredentials.service(subject)),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: `The service principal "${subject}" has no role in Callboard; give it one under itsm.access.services`,
      });
    }
  });

  it.each([
    [
      { services: { 'external:monitor': ['agent', 'root'] } },
      'itsm.access.services gives external:monitor the unknown role "root"; roles are agent, restrictedReader, admin',
    ],
    [
      { roles: { agnet: ['group:default/service-desk'] } },
      'itsm.access.roles gives the unknown role "agnet"; roles are agent, restrictedReader, admin',
    ],
    [
      { roles: { admin: ['dana'] } },
      'itsm.access.roles.admin names "dana", which is no entity reference like group:default/name',
    ],
  ])(
    'is refused at the start by a configuration that means nothing: %j',
    (access, sentence) => {
      expect(() => callers(access)).toThrow(sentence);
    },
  );
});
