import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { seedIncidents } from '../../tests/kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const ROLES = {
  roles: {
    agent: [],
    restrictedReader: [],
    admin: ['group:default/service-desk'],
  },
};

describe.each(databases.eachSupportedId())(
  'work of those who left, on %s',
  databaseId => {
    let itsm: RunningItsm;

    beforeAll(async () => {
      itsm = await startItsm({
        knex: await databases.init(databaseId),
        config: { itsm: { access: { ...ROLES, decisionCacheSeconds: 0 } } },
      });
      await itsm.knex('catalog_entities').insert([
        {
          ref: 'user:default/leo',
          kind: 'user',
          name: 'leo',
          title: 'Leo Left',
          annotations: '{}',
          seen_at: 1,
          removed_at: 1_770_000_000_000,
        },
      ]);
      await itsm.knex('catalog_aliases').insert({
        alias_ref: 'group:default/billing',
        ref: 'group:default/payments',
        since: 1,
      });
      const team = 'group:default/payments';
      const gone = { assigneeRef: 'user:default/leo', ownerRef: team };
      await seedIncidents(itsm.knex, [
        { number: 1, ...gone },
        { number: 2, ...gone },
        { number: 3, ...gone, status: 'closed', statusCategory: 'closed' },
        { number: 4, ...gone, visibility: 'restricted' },
        { number: 5, ownerRef: 'group:default/billing' },
        { number: 6, ownerRef: 'group:default/never-was' },
      ]);
    });
    afterAll(() => itsm.stop());

    it('is listed with who held it, why they are gone, and how much it is', async () => {
      const { body } = await itsm.as('dana').get('/handover');
      expect(body.items).toEqual([
        {
          heldAs: 'assignee',
          ref: 'user:default/leo',
          state: 'removed',
          removedAt: '2026-02-02T02:40:00.000Z',
          // Neither what is closed nor what dana may not read.
          records: 2,
        },
        {
          heldAs: 'owner',
          ref: 'group:default/billing',
          state: 'renamed',
          nowRef: 'group:default/payments',
          records: 1,
        },
        {
          heldAs: 'owner',
          ref: 'group:default/never-was',
          state: 'unknown',
          records: 1,
        },
      ]);
      // Another group that has the name now holds what stands under it: none of that is stranded.
      const billing = itsm.knex('catalog_entities').where({
        ref: 'group:default/billing',
      });
      await itsm.knex('catalog_entities').insert({
        ref: 'group:default/billing',
        kind: 'group',
        name: 'billing',
        title: 'Billing',
        annotations: '{}',
        seen_at: 1,
      });
      const stranded = async () =>
        (await itsm.as('dana').get('/handover')).body.items
          .filter((one: any) => one.ref === 'group:default/billing')
          .map((one: any) => [one.state, one.nowRef]);
      expect(await stranded()).toEqual([]);
      await billing.clone().update({ removed_at: 1_770_000_000_000 });
      expect(await stranded()).toEqual([['renamed', 'group:default/payments']]);
      await billing.delete();
      // Renamed and gone by now, there is nobody to hand it to.
      const payments = itsm
        .knex('catalog_entities')
        .where('ref', 'group:default/payments');
      await payments.clone().update({ removed_at: 1_770_000_000_000 });
      expect(await stranded()).toEqual([['removed', undefined]]);
      await payments.update({ removed_at: null });
    });

    it('goes to somebody else, with the journal saying who handed it over', async () => {
      const answer = await itsm.as('dana').post('/handover', {
        heldAs: 'assignee',
        from: 'user:default/leo',
        to: 'user:default/maria',
      });
      expect(answer.body).toEqual({
        done: ['INC-1', 'INC-2'],
        failed: [],
        left: 0,
      });
      const { body } = await itsm.as('dana').get('/records/INC-1/journal');
      expect(body.items[0]).toMatchObject({
        actorRef: 'user:default/dana',
        changes: [
          {
            field: 'assigneeRef',
            before: 'user:default/leo',
            after: 'user:default/maria',
          },
        ],
      });
    });

    it('goes back to the queue, or to a group', async () => {
      await itsm
        .as('dana')
        .post('/handover', {
          heldAs: 'assignee',
          from: 'user:default/maria',
          to: null,
        })
        .expect(200);
      const one = await itsm.as('dana').get('/incidents/INC-1');
      expect(one.body.assigneeRef).toBeUndefined();
      await itsm
        .as('dana')
        .post('/handover', {
          heldAs: 'owner',
          from: 'group:default/never-was',
          to: 'group:default/storefront',
        })
        .expect(200);
      const six = await itsm.as('dana').get('/incidents/INC-6');
      expect(six.body.ownerRef).toBe('group:default/storefront');
    });

    it('is handed over by administrators only, and only to who can hold it', async () => {
      expect((await itsm.as('maria').get('/handover')).status).toBe(403);
      const wrong = await itsm.as('dana').post('/handover', {
        heldAs: 'owner',
        from: 'group:default/billing',
        to: 'user:default/maria',
      });
      expect(wrong.status).toBe(400);
      const nobody = await itsm.as('dana').post('/handover', {
        heldAs: 'owner',
        from: 'group:default/billing',
        to: 'group:default/nobody',
      });
      expect(nobody.status).toBe(400);
      expect(nobody.body.error.message).toContain('to:');
    });
  },
);
