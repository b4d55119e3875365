import type { Entity } from '@backstage/catalog-model';
import { demoCatalog } from '../../testing/demoCatalog';

/** What decides about access, beside what Callboard itself always keeps. */
export type PolicyName = 'allow-all' | 'itsm' | 'deny-all';

/** Somebody who asks. */
export interface Person {
  name: string;
  kind: 'nobody' | 'user' | 'service';
  /** Reference of a user; subject of a service. */
  ref: string;
  groups: readonly string[];
  roles: readonly ('agent' | 'restrictedReader' | 'admin')[];
  /** What they are to the records of the scene. */
  is: string;
}

const user = (
  name: string,
  is: string,
  more: Partial<Person> = {},
): Person => ({
  name,
  kind: 'user',
  ref: `user:default/${name}`,
  groups: [],
  roles: [],
  is,
  ...more,
});

const service = (
  name: string,
  subject: string,
  is: string,
  roles: Person['roles'] = [],
): Person => ({ name, kind: 'service', ref: subject, groups: [], roles, is });

/** Who owns the service that the records are about. */
export const OWNER_GROUP = 'group:default/payments';

/**
 * Everybody who asks. Groups are those that the demo catalog's sign-in gives. `maria` owns the
 * service and nothing more, but under the demo's policy, where owner groups are agents.
 */
export const cast = (policy: PolicyName): readonly Person[] => [
  {
    name: 'nobody',
    kind: 'nobody',
    ref: '',
    groups: [],
    roles: [],
    is: 'not signed in',
  },
  service('errand', 'external:errand', 'a service without a role'),
  service('search', 'plugin:search', 'the plugin search'),
  service('monitor', 'external:monitor', 'a service, agent', ['agent']),
  user('sam', 'a stranger', { groups: ['group:default/storefront'] }),
  user('rita', 'requester', { groups: ['group:default/marketing'] }),
  user('wanda', 'watcher'),
  user('colin', 'collaborator with read'),
  user('anton', 'assignee'),
  user('maria', 'owner group', {
    groups: [OWNER_GROUP],
    roles: policy === 'itsm' ? ['agent'] : [],
  }),
  user('dana', 'agent', {
    groups: ['group:default/service-desk'],
    roles: ['agent'],
  }),
  user('kim', 'restricted reader', { roles: ['restrictedReader'] }),
  user('ada', 'admin', { roles: ['admin'] }),
  user('zoe', 'admin and restricted reader', {
    roles: ['admin', 'restrictedReader'],
  }),
];

/** A service that does what is to be told of. Nobody keeps what it may read, as of people. */
export const ROBOT = 'external:robot';

/** `itsm.access` that makes the cast what it is. */
export const accessConfig = (policy: PolicyName) => ({
  roles: {
    agent: [
      'group:default/service-desk',
      ...(policy === 'itsm' ? [OWNER_GROUP] : []),
    ],
    restrictedReader: ['user:default/kim', 'user:default/zoe'],
    admin: ['user:default/ada', 'user:default/zoe'],
  },
  services: {
    'external:monitor': ['agent'],
    [ROBOT]: ['agent', 'restrictedReader'],
  },
  decisionCacheSeconds: 0,
});

/** Who reads everything under the demo's policy without being an agent. */
export const READERS = ['user:default/kim'];

/** The demo catalog with all users of the cast. */
export const castCatalog: Entity[] = [
  ...demoCatalog,
  ...['wanda', 'colin', 'anton', 'kim', 'ada', 'zoe'].map(
    (name): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name, uid: `uid-user-${name}`, etag: `e-${name}` },
      spec: { profile: { displayName: `The ${name}` }, memberOf: [] },
    }),
  ),
];
