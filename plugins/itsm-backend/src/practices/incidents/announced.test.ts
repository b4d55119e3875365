import { incidentPermissions } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { IncidentStore } from './IncidentStore';
import { incidentsOnService } from './serviceView';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(60_000);

const CHECKOUT = 'component:default/checkout';
const OLDEST = 'component:default/s0';
const BEFORE = 'component:default/till';
/** May read no incident. */
const nobody = {
  roles: [],
  scopes: new Map([[incidentPermissions.read.name, 'none']]),
} as unknown as Caller;

describe.each(databases.eachSupportedId())(
  'announced major incidents on %s',
  databaseId => {
    let knex: Knex;
    let store: IncidentStore;
    beforeAll(async () => {
      knex = await databases.init(databaseId);
      store = new IncidentStore(knex);
    });

    /** Announces major incidents of services, the first one first. */
    async function announce(...services: string[]) {
      const records = services.map((service, i) => ({
        id: `${service}-${i}`.slice(-36),
        number: `X-${service}-${i}`,
        type: 'incident',
        title: 'Does not work',
        status: 'new',
        status_category: 'open',
        service_ref: service,
        created_at: i,
        updated_at: i,
      }));
      await knex('records').insert(records);
      await knex('incidents').insert(
        records.map(({ id, created_at }) => ({
          record_id: id,
          major: true,
          major_since: created_at,
          major_summary: 'We look into it',
          major_announced: true,
        })),
      );
    }
    const view = () =>
      incidentsOnService({ recordTypes: {}, records: {} } as never, store);
    const inLists = async (...services: string[]) =>
      (
        await view().healthOf!({
          caller: nobody,
          services: services.map(ref => ({ ref, refs: [ref], names: [ref] })),
          now: 0,
        })
      ).get(OLDEST);

    it('are all in the health of lists, of items and of what goes on, however many there are', async () => {
      const services = Array.from(
        { length: 60 },
        (_, i) => `component:default/s${i}`,
      );
      await announce(...services);
      const told = [
        { health: 'degraded', words: 'A major incident is being worked on' },
      ];
      expect(await inLists(...services)).toEqual(told);
      expect(await inLists(OLDEST)).toEqual(told);
      expect(
        (await view().known!({ caller: nobody, now: 0 })).unwell,
      ).toContain(OLDEST);
      expect(await store.disrupted()).toContain(OLDEST);
      expect(await store.ongoing()).toHaveLength(60);
    });

    it('are told of a service under the name that it has now', async () => {
      await announce(BEFORE);
      expect(await store.announced([CHECKOUT])).toEqual([]);
      await knex('catalog_aliases').insert({
        alias_ref: BEFORE,
        ref: CHECKOUT,
        since: 1,
      });
      expect(await store.announced([CHECKOUT])).toMatchObject([
        { serviceRef: CHECKOUT, summary: 'We look into it' },
      ]);
    });
  },
);
