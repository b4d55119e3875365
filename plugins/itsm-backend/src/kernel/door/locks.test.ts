import type { Knex } from 'knex';
import { demoCatalog } from '../../testing/demoCatalog';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

// SQLite has one writer at a time, and nobody to wait for.
const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

describe('a command that locks two records', () => {
  let knex: Knex;
  let itsm: RunningItsm;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    itsm = await startItsm({ knex, entities: demoCatalog });
  });
  afterAll(() => itsm.stop());

  const file = async () => {
    const { body } = await itsm.as('maria').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'Cards are declined',
    });
    return body as { id: string; number: string };
  };
  const link = (from: string, target: string) =>
    itsm
      .as('maria')
      .post(`/records/${from}/links`, { kind: 'relates-to', target });

  it('does not wait for who follows the journal and writes rows that name them', async () => {
    const [one, other] = [await file(), await file()];
    await itsm.caughtUp();
    const follower = await knex.transaction();
    try {
      // As a row with a reference does that is being inserted.
      await follower.raw(
        'select 1 from records where id = any(?) for key share',
        [[one.id, other.id]],
      );
      const { status } = await link(one.number, other.number);
      expect(status).toBe(201);
    } finally {
      await follower.rollback();
    }
  });

  it('is carried out again when it waited in a circle', async () => {
    const [one, other] = [await file(), await file()];
    await itsm.caughtUp();
    const someone = await knex.transaction();
    // Takes the second, and wants the first once the command has it.
    await someone('records').where('id', other.id).forUpdate().select('id');
    const linked = link(one.number, other.number).then(answer => answer);
    const held = async () => {
      const { rows } = await knex.raw(
        `select count(*)::int as n from pg_stat_activity
         where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return rows[0].n > 0;
    };
    for (let tries = 0; tries < 200 && !(await held()); tries += 1)
      await new Promise(resolve => setTimeout(resolve, 10));
    // The engine breaks off one of the two; whichever it is, the command is done in the end.
    await someone('records')
      .where('id', one.id)
      .forUpdate()
      .select('id')
      .catch(() => {});
    await someone.rollback().catch(() => {});
    expect((await linked).status).toBe(201);
  });
});
