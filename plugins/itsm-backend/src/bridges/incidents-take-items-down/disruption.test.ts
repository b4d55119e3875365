import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const redundant: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'till',
    uid: 'uid-till',
    etag: 'e-till',
    annotations: {
      'callboard.dev/redundancy': '1 of component:checkout, component:orphan',
    },
  },
  spec: { type: 'service' },
  relations: ['checkout', 'orphan'].map(name => ({
    type: 'dependsOn',
    targetRef: `component:default/${name}`,
  })),
};

describe.each(databases.eachSupportedId())(
  'a major incident and impact on %s',
  databaseId => {
    let knex: Knex;
    let itsm: RunningItsm;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({ knex, entities: [...demoCatalog, redundant] });
    });
    afterAll(() => itsm.stop());

    const failing = async () => {
      const { body } = await itsm
        .as('dana')
        .get('/cmdb/impact?ref=component:default/checkout&with=down')
        .expect(200);
      return body.hits.map((hit: { ref: string }) => hit.ref);
    };
    /** Until the catalog was read, and until what is kept for two seconds is asked again. */
    const until = async (holds: () => Promise<boolean>) => {
      for (let tries = 0; tries < 100; tries += 1) {
        if (await holds()) return;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      throw new Error('It does not come to that');
    };

    it('what it disrupts is down once it is announced, until it is over', async () => {
      const dana = itsm.as('dana');
      await until(async () => {
        const { status } = await dana.get(
          '/cmdb/impact?ref=component:default/till',
        );
        return status === 200;
      });
      const till = 'component:default/till';
      expect(await failing()).not.toContain(till);
      const { body: filed } = await itsm
        .as('rita')
        .post('/incidents', {
          serviceRef: 'component:default/orphan',
          title: 'Tills are slow',
        })
        .expect(201);
      const { body: major } = await dana
        .put(`/incidents/${filed.number}/major`, {
          summary: 'The orphan is down',
          nextUpdateAt: null,
          announced: true,
        })
        .expect(200);
      expect(major.majorAnnounced).toBe(true);
      await until(async () => (await failing()).includes(till));
      await dana
        .post(`/incidents/${filed.number}/transitions`, {
          transition: 'resolve',
          resolutionCode: 'solved',
          resolution: 'Restarted',
        })
        .expect(200);
      await until(async () => !(await failing()).includes(till));
    });
  },
);
