import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { monthAfter, monthOfInstant } from '@callboard/plugin-itsm-common';
import { demoCatalog } from './demoCatalog';
import { PART_OF_CATALOG } from './partOfCatalog';
import { startItsm, type RunningItsm } from './startItsm';

/** The last month that is over, of which all tests tell. */
export const LAST = monthAfter(monthOfInstant(Date.now(), 'UTC'), -1);
export const COSTS = '/portfolio/costs';
export const SHOP = 'system:default/shop';
export const ORPHAN = 'component:default/orphan';

const system = (
  name: string,
  owner: string,
  relations: Entity['relations'] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, uid: `uid-${name}`, etag: `e-${name}` },
  spec: { owner },
  relations: [
    { type: 'ownedBy', targetRef: `group:default/${owner}` },
    ...relations,
  ],
});

const onPlatform = [
  { type: 'dependsOn', targetRef: 'system:default/platform' },
];
const MORE: Record<string, Entity['relations']> = {
  checkout: onPlatform,
  cart: onPlatform,
  shop: [{ type: 'hasPart', targetRef: ORPHAN }],
};

/** The shop, a platform that its components stand on, and more systems. */
const catalog: Entity[] = [
  ...demoCatalog.map(entity => {
    const more = MORE[entity.metadata.name] ?? [];
    return { ...entity, relations: [...(entity.relations ?? []), ...more] };
  }),
  system('platform', 'payments'),
  ...['import', 'circle-a', 'circle-b', 'mixed', 'model', 'paid'].map(name =>
    system(name, 'payments'),
  ),
];

/** Rita and Nina, who is an administrator, see what the catalog answers them, Sam no costs. */
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => {
  const who = userRef?.split('/')[1];
  if (permission === 'catalog.entity.read' && /^(rita|nina)$/.test(who ?? ''))
    return PART_OF_CATALOG;
  const denied =
    (who === 'sam' && permission.startsWith('itsm.cost.')) ||
    (who === 'rita' && permission === 'itsm.cost.update');
  return { result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
};

/** A portal whose catalog was read, with a system in the copy that Rita may not see. */
export async function startMoney(
  knex: RunningItsm['knex'],
  config: object = {},
): Promise<RunningItsm> {
  const itsm = await startItsm({
    knex,
    decide,
    entities: catalog,
    config: {
      itsm: {
        access: {
          roles: {
            agent: ['group:default/service-desk'],
            admin: ['user:default/zoe', 'user:default/nina'],
            restrictedReader: [],
          },
          services: { 'external:importer': ['admin'] },
          decisionCacheSeconds: 0,
        },
        dueWork: { everySeconds: 0.2 },
        ...config,
      },
    },
  });
  // What is in the copy and is not answered is what Rita may not see.
  const secret = 'system:default/secret';
  await knex('catalog_entities').insert({
    ...(await knex('catalog_entities')
      .where({ ref: 'system:default/platform' })
      .first()),
    ref: secret,
    uid: 'uid-secret',
    name: 'secret',
    title: 'secret',
  });
  await knex('catalog_relations').insert({
    source_ref: secret,
    type: 'dependsOn',
    target_ref: 'system:default/platform',
  });
  return itsm;
}

/** What was answered, which must not be a refusal. */
export async function ok(asked: PromiseLike<{ status: number; body: any }>) {
  const { status, body } = await asked;
  expect([status < 300, body.error?.message]).toEqual([true, undefined]);
  return body;
}

/** The status and the words of a refusal. */
export async function refused(
  asked: PromiseLike<{ status: number; body: any }>,
): Promise<[number, string]> {
  const { status, body } = await asked;
  return [status, body.error?.message];
}
