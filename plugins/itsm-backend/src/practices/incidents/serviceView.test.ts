import { incidentPermissions } from '@callboard/plugin-itsm-common';
import type { Caller, Scope } from '@callboard/plugin-itsm-node';
import { incidentsOnService } from './serviceView';

const SHOP = 'system:default/shop';

/** What is said of a service on which nothing urgent is open, as far as the caller may see. */
async function saidTo(scope: Scope): Promise<string[] | undefined> {
  const caller: Caller = {
    kind: 'user',
    ref: 'user:default/sofia',
    ownership: ['user:default/sofia'],
    roles: [],
    scopes: new Map([[incidentPermissions.read.name, scope]]),
  } as never;
  const view = incidentsOnService(
    {
      recordTypes: {},
      records: { conditions: () => ({ readable: () => {} }) },
    } as never,
    {
      pressing: async () => [],
      announced: async () => [],
      announcedOf: async () => [],
    },
  );
  const told = await view.healthOf!({
    caller,
    services: [{ ref: SHOP, refs: [SHOP], names: [SHOP] }],
  } as never);
  return told.get(SHOP)?.map(({ words }) => words);
}

it('says that nothing urgent is open to those who would see it only', async () => {
  expect(await saidTo('all')).toEqual(['No urgent incident is open']);
  // Somebody who sees their own incidents alone is not told that there are no others.
  expect(await saidTo({ anyOf: [] } as never)).toEqual([
    'No urgent incident that you may see is open',
  ]);
  expect(await saidTo('none')).toBeUndefined();
});
