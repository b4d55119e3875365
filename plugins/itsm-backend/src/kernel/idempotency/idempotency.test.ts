import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import { IdempotencyStore } from './IdempotencyStore';
import { LEASE_MS, oncePerRequest, requestStep } from './KeyedRequest';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const maria = user('maria', ['payments']);
const HOUR = 3_600_000;
const INCIDENT = {
  serviceRef: 'component:default/checkout',
  title: 'Checkout is down',
};

describe.each(databases.eachSupportedId())(
  'an Idempotency-Key on %s',
  databaseId => {
    let itsm: RunningItsm;
    let key: string;
    beforeAll(async () => {
      itsm = await startItsm({ knex: await databases.init(databaseId) });
    });
    afterAll(() => itsm.stop());
    beforeEach(() => {
      key = `key ${uuidv7()}`;
    });

    const file = (as = 'maria', body: object = INCIDENT) =>
      itsm.as(as).post('/incidents', body).set('Idempotency-Key', key);
    const filed = async () =>
      Number((await itsm.knex('records').count({ n: '*' }).first())!.n);
    const row = () => itsm.knex('idempotency_keys').where('key', key);
    /** As if the backend had died between its commit and its answer. */
    const loseAnswer = () =>
      row().update({ status: null, response: null, lease_until: 0 });

    it('lets a request be sent again: it is done once, and answered the same', async () => {
      const before = await filed();
      const first = await file();
      expect(first.status).toBe(201);
      expect(first.headers['idempotent-replay']).toBeUndefined();
      const again = await file();
      expect(again.status).toBe(201);
      expect(again.headers['idempotent-replay']).toBe('true');
      expect(again.headers.etag).toBe(first.headers.etag);
      expect(again.body).toEqual(first.body);
      expect(await filed()).toBe(before + 1);
    });

    it('belongs to its caller and to one request', async () => {
      await file();
      const other = await file('maria', { ...INCIDENT, title: 'Another' });
      expect(other.status).toBe(400);
      expect(other.body.error.message).toBe(
        'Idempotency-Key: this key was used for another request (incidents.file); take a new key for a new request',
      );
      expect((await file('sam')).status).toBe(201);
    });

    it('is for other conditions another request', async () => {
      const { number } = (await itsm.as('maria').post('/incidents', INCIDENT))
        .body;
      const rename = (version: string) =>
        itsm
          .as('maria')
          .patch(`/incidents/${number}`, { title: 'Renamed' })
          .set('Idempotency-Key', key)
          .set('If-Match', version);
      expect((await rename('"1"')).status).toBe(200);
      // Without the key a second one would be stale.
      expect((await rename('"1"')).status).toBe(200);
      expect((await rename('"2"')).status).toBe(400);
    });

    it('is given back when the request fails', async () => {
      const bad = await file('maria', {
        ...INCIDENT,
        serviceRef: 'component:default/unknown',
      });
      expect(bad.status).toBe(400);
      expect(await row()).toEqual([]);
      expect((await file()).status).toBe(201);
    });

    it('must be printable', async () => {
      for (const wrong of ['', 'ü', 'x'.repeat(256)]) {
        const { status, body } = await itsm
          .as('maria')
          .post('/incidents', INCIDENT)
          .set(
            'Idempotency-Key',
            Buffer.from(wrong, 'latin1').toString('latin1'),
          );
        expect([status, body.error?.message]).toEqual([
          400,
          'Idempotency-Key: must be 1 to 255 printable characters, e.g. a UUID',
        ]);
      }
    });

    it('works for every kind of write: comments, links, tasks, views', async () => {
      const { number } = (await itsm.as('maria').post('/incidents', INCIDENT))
        .body;
      const writes: [string, object][] = [
        [`/records/${number}/comments`, { body: 'Hello' }],
        [
          `/records/${number}/links`,
          { kind: 'affects', target: 'component:default/cart' },
        ],
        [`/records/${number}/tasks`, { title: 'Look' }],
        ['/views', { page: 'incident', name: 'Mine', query: {} }],
      ];
      const send = (path: string, body: object) =>
        itsm
          .as('maria')
          .post(path, body)
          .set('Idempotency-Key', `${key} ${path}`);
      for (const [path, body] of writes) {
        const first = await send(path, body);
        expect([path, first.status]).toEqual([path, 201]);
        await itsm
          .knex('idempotency_keys')
          .where('key', `${key} ${path}`)
          .update({ status: null, response: null, lease_until: 0 });
        const resumed = await send(path, body);
        expect(resumed.headers['idempotent-replay']).toBe('true');
        expect(resumed.body.id).toBe(first.body.id);
      }
      const comments = await itsm.knex('comments');
      expect(comments).toHaveLength(1);
    });

    it('answers a deletion again, with nothing in it', async () => {
      const { id } = (
        await itsm
          .as('maria')
          .post('/views', { page: 'incident', name: 'Mine', query: {} })
      ).body;
      const remove = () =>
        itsm.as('maria').delete(`/views/${id}`).set('Idempotency-Key', key);
      expect((await remove()).status).toBe(204);
      expect((await remove()).status).toBe(204);
      await loseAnswer();
      expect((await remove()).status).toBe(204);
      expect((await itsm.as('maria').delete(`/views/${id}`)).status).toBe(404);
    });

    it('goes on where a backend that died had come', async () => {
      const before = await filed();
      const first = await file();
      await loseAnswer();
      const again = await file();
      expect(again.headers['idempotent-replay']).toBe('true');
      expect(again.body.number).toBe(first.body.number);
      expect(await filed()).toBe(before + 1);
    });

    it('waits for a backend that may be alive, and not for one that is not', async () => {
      await file();
      await row().update({
        status: null,
        response: null,
        steps: '[]',
        lease_until: Date.now() + 30_000,
      });
      const waiting = await file();
      expect(waiting.status).toBe(409);
      expect(waiting.body.error.message).toContain('still running');
      await row().update({ lease_until: Date.now() - 1 });
      expect((await file()).status).toBe(201);
    });

    it('does it once when twins come at the same moment', async () => {
      const before = await filed();
      const twins = await Promise.all(Array.from({ length: 8 }, () => file()));
      const numbers = new Set(
        twins.filter(t => t.status === 201).map(t => t.body.number),
      );
      expect(numbers.size).toBe(1);
      expect(twins.every(t => [201, 409].includes(t.status))).toBe(true);
      expect(await filed()).toBe(before + 1);
      expect((await file()).status).toBe(201);
    });

    it('is in the contract of the API', async () => {
      const { body } = await itsm.anonymous.get('/openapi.json');
      const names = (path: string, method: string) =>
        body.paths[path][method].parameters.map((p: any) => p.name);
      expect(names('/incidents', 'post')).toContain('Idempotency-Key');
      expect(names('/incidents', 'get')).not.toContain('Idempotency-Key');
      expect(names('/imports', 'post')).not.toContain('Idempotency-Key');
      const refused = await itsm
        .asService('importer')
        .post('/imports?source=x&mapping=servicenow')
        .set('Idempotency-Key', key)
        .set('Content-Type', 'text/csv');
      expect(refused.status).toBe(400);
    });
  },
);

describe.each(databases.eachSupportedId())('kept answers on %s', databaseId => {
  let knex: Knex;
  let clock: FixedClock;
  let store: IdempotencyStore;
  const identity = { caller: maria, key: 'k', route: 'r', hash: 'h' };
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await kernelOnDatabase(knex);
  });
  beforeEach(async () => {
    await knex('idempotency_keys').delete();
    clock = new FixedClock();
    store = new IdempotencyStore(knex, clock, 24 * HOUR);
  });
  const claimed = async () => {
    const claim = await store.claim(identity);
    if (!('request' in claim)) throw new Error('is answered already');
    return claim.request;
  };

  it('expire, and are swept', async () => {
    await store.keep(await claimed(), { status: 200, body: '{"a":1}' });
    expect(await store.claim(identity)).toEqual({
      answer: { status: 200, body: '{"a":1}' },
    });
    clock.pass(24 * HOUR - 1);
    expect(await store.sweep()).toBe(0);
    clock.pass(1);
    const other = { ...identity, hash: 'other' };
    expect('request' in (await store.claim(other))).toBe(true);
    clock.pass(24 * HOUR);
    expect(await store.sweep()).toBe(1);
    expect(await knex('idempotency_keys')).toEqual([]);
  });

  it('undo what a backend does that was given up', async () => {
    const slow = await claimed();
    clock.pass(LEASE_MS);
    const next = await claimed();
    const write = (holder: typeof slow) =>
      holder.run(() =>
        oncePerRequest<string>(maria, async note => {
          await knex.transaction(async tx => {
            await tx('record_counters').insert({
              type: holder.holder,
              next: 1,
            });
            await note(tx, holder.holder);
          });
          return holder.holder;
        }),
      );
    await expect(write(slow)).rejects.toThrow('taken this request over');
    expect(await write(next)).toBe(next.holder);
    expect(await knex('record_counters').select('type')).toEqual([
      { type: next.holder },
    ]);
    // The one that was given up says nothing any more, neither good nor bad.
    await store.keep(slow, { status: 200, body: '{}' });
    await store.release(slow);
    expect((await knex('idempotency_keys').first()).status).toBeNull();
  });

  it('keep the steps of a request that failed behind one', async () => {
    const first = await claimed();
    await expect(
      first.run(async () => {
        await oncePerRequest<number>(maria, async note => {
          await knex.transaction(tx => note(tx, 41));
          return 41;
        });
        throw new Error('power cut');
      }),
    ).rejects.toThrow('power cut');
    await store.release(first);
    const again = await claimed();
    await again.run(async () => {
      const never = jest.fn();
      expect(await oncePerRequest(maria, never)).toBe(41);
      expect(never).not.toHaveBeenCalled();
      // The second command was never reached.
      expect(requestStep(maria)?.done).toBeUndefined();
    });
    expect(again.resumed).toBe(true);
  });

  it('take no notice of work for others, nor of what goes on after the answer', async () => {
    const request = await claimed();
    let later: () => unknown = () => undefined;
    await request.run(async () => {
      expect(requestStep(user('somebody-else'))).toBeUndefined();
      later = () => requestStep(maria);
      expect(requestStep(maria)).toBeDefined();
    });
    expect(later()).toBeUndefined();
    expect(requestStep(maria)).toBeUndefined();
  });

  it('go with the person they were given to', async () => {
    await store.keep(await claimed(), { status: 200, body: '{}' });
    expect(await store.forget([maria.ref])).toBe(1);
  });
});
