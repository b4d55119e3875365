import type { Scope } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  maria,
  PAYMENTS,
  portfolioOnDatabase,
} from '../../../tests/portfolioOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

it.each(databases.eachSupportedId())(
  'a service says which objectives it serves, as far as they can be read, on %s',
  async databaseId => {
    const world = await portfolioOnDatabase(await databases.init(databaseId));
    const { records } = world.kernel;
    const objective = async (more: object = {}) =>
      (
        await records.changeRecord(maria, {
          create: 'business-objective',
          set: { title: 'More customers', ownerRef: PAYMENTS, ...more },
        })
      ).record;
    const open = await objective();
    const closed = await objective({ visibility: 'restricted' });
    const service = await world.file({ ownerRef: PAYMENTS });
    for (const { number } of [open, closed])
      await records.changeRecord(maria, {
        id: service.number,
        link: { kind: 'serves', target: number },
      });
    const seen = async (objectives: Scope, by = maria) => {
      const caller = {
        ...by,
        scopes: new Map<string, Scope>([
          ['itsm.service.read', 'all'],
          ['itsm.business-objective.read', objectives],
        ]),
      };
      const one = await world.register.get(caller, service.number);
      const { items } = await world.register.list(caller, {});
      expect(items[0].objectives).toEqual(one.objectives);
      return one.objectives?.map(({ number }) => number).sort();
    };
    // Those of the owner group are in; whoever is not, is not told of what is restricted.
    expect(await seen('all')).toEqual([open.number, closed.number]);
    const stranger = { ...maria, ref: 'user:default/x', ownership: [] };
    expect(await seen('all', stranger)).toEqual([open.number]);
    expect(await seen('none')).toBeUndefined();
    // It serves one all the same: nobody has to say why it serves none.
    const assessed = await world.take(service.number, 'assess', {
      purpose: 'Points',
      valueScore: 4,
      riskScore: 2,
    });
    await world.change(assessed.number, { estimatedCost: 1 });
    const asked = await world.take(service.number, 'ask-charter', {
      businessOwnerRef: 'user:default/sam',
    });
    expect(asked.status).toBe('deciding');
  },
);
