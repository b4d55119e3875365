import type { Entity } from '@backstage/catalog-model';

function group(name: string, title: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, title, uid: `uid-group-${name}`, etag: `e-${name}` },
    spec: { type: 'team', children: [] },
  };
}

function user(name: string, displayName: string, team: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, uid: `uid-user-${name}`, etag: `e-${name}` },
    spec: { profile: { displayName }, memberOf: [team] },
    relations: [{ type: 'memberOf', targetRef: `group:default/${team}` }],
  };
}

function component(
  name: string,
  owner: string | undefined,
  dependsOn: string[] = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, uid: `uid-${name}`, etag: `e-${name}` },
    spec: { type: 'service', lifecycle: 'production', owner, system: 'shop' },
    relations: [
      ...(owner
        ? [{ type: 'ownedBy', targetRef: `group:default/${owner}` }]
        : []),
      { type: 'partOf', targetRef: 'system:default/shop' },
      ...dependsOn.map(other => ({
        type: 'dependsOn',
        targetRef: `component:default/${other}`,
      })),
    ],
  };
}

/** A small shop: three components of two teams, one of them without an owner of its own. */
export const demoCatalog: Entity[] = [
  group('payments', 'Payments'),
  group('storefront', 'Storefront'),
  group('service-desk', 'Service desk'),
  user('maria', 'Maria Payments', 'payments'),
  user('sam', 'Sam Storefront', 'storefront'),
  user('dana', 'Dana Desk', 'service-desk'),
  user('rita', 'Rita Requester', 'marketing'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop', uid: 'uid-shop', etag: 'e-shop' },
    spec: { owner: 'storefront' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/storefront' }],
  },
  component('checkout', 'payments', ['cart']),
  component('cart', 'storefront'),
  component('orphan', undefined),
];
