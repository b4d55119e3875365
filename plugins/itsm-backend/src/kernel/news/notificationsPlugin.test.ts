import { TestDatabases } from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import request from 'supertest';
import { startItsm } from '../../testing/startItsm';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

describe('with the notifications plugin of Backstage', () => {
  it('news are in the list of whoever they are for, and of nobody else', async () => {
    const itsm = await startItsm({
      knex: await databases.init('SQLITE_3'),
      notifications: { knex: await databases.init('SQLITE_3') },
      config: { app: { baseUrl: 'http://localhost:3000' } },
      features: [notificationsPlugin],
    });
    const listOf = async (name: string) => {
      const { body } = await request(itsm.server)
        .get('/api/notifications')
        .set('Authorization', itsm.header(name));
      return body.notifications as any[];
    };
    try {
      await itsm.as('maria').get('/incidents');
      const { body } = await itsm.as('rita').post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Checkout returns 502',
        assigneeRef: 'user:default/maria',
      });
      const arrived = async () => {
        for (let i = 0; i < 200; i++) {
          const list = await listOf('maria');
          if (list.length > 0) return list;
          await new Promise(resolve => {
            setTimeout(resolve, 50);
          });
        }
        return [];
      };
      expect(await arrived()).toMatchObject([
        {
          origin: 'plugin:itsm',
          user: 'user:default/maria',
          payload: {
            title: `${body.number} is assigned to you: Checkout returns 502`,
            link: `/itsm/incidents/${body.number}`,
            topic: 'incident.assigned',
            scope: `${body.id}:incident.assigned`,
          },
        },
      ]);
      expect(await listOf('sam')).toEqual([]);
      const [{ state }] = await itsm.knex('deliveries');
      expect(state).toBe('sent');
    } finally {
      await itsm.stop();
    }
  });
});
