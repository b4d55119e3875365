import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  kernelOnDatabase,
  NOON,
  seedId,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { appendJournal } from './appendJournal';
import { seal, type SealedEntry } from './entries';
import { PrincipalStore } from './PrincipalStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const WRITERS = 8;
const maria = user('maria', ['payments']);

/** Reads the journal by position alone, until told to stop and nothing more is there. */
function follow(knex: Knex) {
  const seen: number[] = [];
  let stopping = false;
  const running = (async () => {
    for (;;) {
      const last = seen[seen.length - 1] ?? 0;
      const lastLook = stopping;
      const rows = await knex('journal')
        .where('position', '>', last)
        .orderBy('position')
        .limit(50)
        .select('position');
      seen.push(...rows.map(r => Number(r.position)));
      if (lastLook && rows.length === 0) return seen;
      await new Promise(resolve => setImmediate(resolve));
    }
  })();
  return {
    async stop() {
      stopping = true;
      return running;
    },
  };
}

describe('a follower of the journal on PostgreSQL', () => {
  let knex: Knex;
  let kernel: KernelParts;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
  });
  const all = async () =>
    (await knex('journal').orderBy('position').select('position')).map(r =>
      Number(r.position),
    );

  it('misses nothing, whatever the order in which transactions begin, wait, fail and commit', async () => {
    const actor = (await new PrincipalStore(knex).ids([maria.ref])).get(
      maria.ref,
    )!;
    const entry = (writer: number, n: number): SealedEntry =>
      seal(
        {
          subjectType: 'record',
          subjectId: seedId(writer),
          kind: 'record.changed',
          actor,
          audience: 'internal',
          mode: 'enforce',
          commandId: `${writer}-${n}`,
          at: NOON,
          recordedAt: NOON,
          payload: { version: n },
        },
        undefined,
      );
    const rounds = 60;
    const failed = new Error('changed its mind');
    const write = async (writer: number) => {
      for (let n = 0; n < rounds; n += 1) {
        await knex
          .transaction(async tx => {
            // Takes a transaction id early, and then works for a while: longer in some than in others.
            await tx.raw('select pg_current_xact_id()');
            if ((writer + n) % 3 === 0) await tx.raw('select pg_sleep(0.004)');
            await appendJournal(tx, [entry(writer, n), entry(writer, n)]);
            if ((writer * 7 + n) % 20 === 0) throw failed;
          })
          .catch(error => {
            if (error !== failed) throw error;
          });
      }
    };
    const follower = follow(knex);
    await Promise.all(Array.from({ length: WRITERS }, (_, w) => write(w)));
    const seen = await follower.stop();
    expect(seen).toEqual(await all());
    // One in twenty was taken back and left a gap.
    expect(seen).toHaveLength(WRITERS * rounds * 2 * 0.95);
  });

  it('reads the commands of many at once, each record’s in one unbroken chain', async () => {
    const follower = follow(knex);
    const records = await Promise.all(
      Array.from({ length: WRITERS }, (_, i) =>
        kernel.records.changeRecord(maria, {
          create: 'incident',
          set: {
            serviceRef: 'component:default/checkout',
            title: `Incident ${i}`,
            impact: 2,
            urgency: 2,
          },
        }),
      ),
    );
    // Everybody writes to everybody’s record; some pairs in one command and in both orders.
    await Promise.all(
      Array.from({ length: WRITERS * 4 }, (_, i) => {
        const one = records[i % WRITERS].record;
        const other = records[(i + 3) % WRITERS].record;
        return kernel.records.changeRecords(maria, [
          {
            id: one.number,
            comment: { body: `Note ${i}`, audience: 'internal' },
          },
          {
            id: other.id,
            comment: { body: `Note ${i}`, audience: 'internal' },
          },
        ]);
      }),
    );
    const seen = await follower.stop();
    expect(seen).toEqual(await all());
    for (const { record } of records)
      expect(await kernel.records.verify(maria, record.id)).toEqual({
        entries: 9,
      });
  });

  it('knows one number per record, however many are filed at once', async () => {
    const filed = await Promise.all(
      Array.from({ length: 24 }, () =>
        kernel.records.changeRecord(maria, {
          create: 'incident',
          set: {
            serviceRef: 'component:default/cart',
            title: 'All at once',
            impact: 3,
            urgency: 3,
          },
        }),
      ),
    );
    expect(new Set(filed.map(f => f.record.number)).size).toBe(24);
  });

  it('is not waited for: somebody else’s long transaction delays nobody', async () => {
    const { record } = await kernel.records.changeRecord(maria, {
      create: 'incident',
      set: {
        serviceRef: 'component:default/checkout',
        title: 'Meanwhile',
        impact: 3,
        urgency: 3,
      },
    });
    const other = await knex.transaction();
    try {
      await other('catalog_aliases').insert({
        alias_ref: 'component:default/x',
        ref: 'component:default/y',
        since: 1,
      });
      const follower = follow(knex);
      await kernel.records.changeRecord(maria, {
        id: record.id,
        comment: { body: 'Still here', audience: 'internal' },
      });
      expect(await follower.stop()).toEqual(await all());
    } finally {
      await other.rollback();
    }
  });
});
