import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { registeredPractices } from '../../../tests/registeredPractices';
import { migrate } from '../../../kernel/migrate';
import { ServiceProfiles } from './ServiceProfiles';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('what changed of a service', () => {
  it('is planned before it waits, in the order in which who carries it out locks both', async () => {
    const knex = await databases.init('SQLITE_3');
    await migrate(
      mockServices.database({ knex }),
      knex,
      await registeredPractices(),
    );
    const order: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => {
      if (sql.includes('service_profile_waiting')) order.push('waits');
    });
    const profiles = new ServiceProfiles({
      database: knex,
      clock: { now: () => 0 },
      due: { schedule: async () => void order.push('planned') },
    } as unknown as ItsmKernel);
    await profiles.lookSoon(['component:default/cart']);
    expect(order).toEqual(['planned', 'waits']);
  });
});
