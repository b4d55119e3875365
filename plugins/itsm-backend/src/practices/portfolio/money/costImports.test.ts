import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import type { RunningItsm } from '../../../testing/startItsm';
import {
  COSTS,
  LAST,
  ok,
  refused,
  startMoney,
} from '../../../testing/moneyScene';
import { CostImport } from './costs/CostImport';
import { CostStore } from './costs/CostStore';
import type { CostWriter } from './costs/CostWriter';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'imports of costs on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startMoney(knex);
    });
    afterAll(() => itsm.stop());

    const upload = (csv: string | Buffer, query = '', who = 'dana') =>
      request(itsm.server)
        .post(`/api/itsm${COSTS}/import?source=books${query}`)
        .set('authorization', itsm.header(who))
        .set('content-type', 'text/csv')
        .send(csv);
    const chain = (kind: string, id: string) =>
      knex('journal')
        .where({ subject_type: kind, subject_id: id })
        .orderBy('position');

    describe('a file of costs', () => {
      const ref = 'system:default/import';
      const HEAD = 'Service;Period;Cost type;Plan;Amount;Currency;Document';
      const good = (n: number) =>
        `import;${LAST};people;actual;1.000,${String(n % 100).padStart(
          2,
          '0',
        )};EUR;D-${n}`;

      it('with thousands of wrong rows keeps the good ones, and tells of the others by line', async () => {
        const rows: string[] = [HEAD];
        for (let n = 0; n < 3000; n += 1) {
          rows.push(
            [
              `import;${LAST};people;actual;abc;EUR;X-${n}`,
              `nothing;${LAST};people;actual;1,00;EUR;X-${n}`,
              `import;2026-13;people;actual;1,00;EUR;X-${n}`,
              `import;${LAST};people;actual;1,00;XQX;X-${n}`,
            ][n % 4],
          );
          if (n % 10 === 0) rows.push(good(n));
        }
        const csv = rows.join('\n');
        const dry = await ok(upload(csv, '&dryRun=true'));
        expect(dry).toMatchObject({
          dryRun: true,
          rows: 3300,
          added: 300,
          bad: 3000,
          columns: { month: 'Period', kind: 'Cost type', id: 'Document' },
        });
        expect(await knex('cost_lines').where({ source: 'books' })).toEqual([]);
        const done = await ok(upload(csv));
        expect(done).toMatchObject({ added: 300, same: 0, bad: 3000 });
        expect(done.badLines.slice(0, 4)).toEqual([
          { line: 2, reason: 'amount: must be an amount like 1250.00' },
          {
            line: 4,
            reason:
              'service: there is no nothing in the catalog, or you may not see it',
          },
          {
            line: 5,
            reason:
              'month: must be a month like 2026-11 or a date like 2026-11-30, not "2026-13"',
          },
          {
            line: 6,
            reason:
              'currency: "XQX" is no currency of ISO 4217; write one like EUR',
          },
        ]);
        const journal = () =>
          knex('journal')
            .count({ n: '*' })
            .first()
            .then(r => Number(r!.n));
        const before = await journal();
        // The same file twice changes nothing at all.
        expect(await ok(upload(csv))).toMatchObject({
          added: 0,
          changed: 0,
          same: 300,
        });
        expect(await journal()).toBe(before);
        // A corrected row is the same cost with another sum.
        const corrected = `${HEAD}\nimport;${LAST};people;actual;2.000,00;EUR;D-0`;
        expect(await ok(upload(corrected))).toMatchObject({ changed: 1 });
        const [line] = await knex('cost_lines').where({ external_id: 'D-0' });
        expect([Number(line.minor), line.version]).toEqual([200_000, 2]);
        expect(await chain('cost-line', line.id)).toHaveLength(2);
        const page = await ok(
          itsm.as('maria').get(`${COSTS}/lines?service=${ref}&limit=200`),
        );
        const rest = await ok(
          itsm
            .as('maria')
            .get(
              `${COSTS}/lines?service=${ref}&limit=200&cursor=${page.pageInfo.nextCursor}`,
            ),
        );
        const ids = [...page.items, ...rest.items].map((l: any) => l.id);
        expect([ids.length, new Set(ids).size]).toEqual([300, 300]);
      });

      it('without ids takes rows that are alike as they are, and none of them twice', async () => {
        const csv = [
          'service,month,amount,plan',
          `${ref},${LAST},10.00,budget`,
          `${ref},${LAST},10.00,budget`,
          `${ref},${LAST},"1,010.00",budget`,
        ].join('\r\n');
        expect(await ok(upload(csv))).toMatchObject({ added: 3, bad: 0 });
        expect(await ok(upload(csv))).toMatchObject({ added: 0, same: 3 });
      });

      it('that is none says what it lacks, and whose costs are not one’s own are told so', async () => {
        expect(await refused(upload('a,b\n1,2'))).toEqual([
          400,
          expect.stringContaining('no column for service, month, amount'),
        ]);
        expect((await refused(upload('')))[0]).toBe(400);
        const columns = encodeURIComponent(
          JSON.stringify({ amount: 'Betrag' }),
        );
        expect(
          (await refused(upload('a,b', `&columns=${columns}`)))[1],
        ).toContain('the file has no column "Betrag"');
        const csv = `service,month,amount\nshop,${LAST},1\nplatform,${LAST},1`;
        expect(await ok(upload(csv, '&dryRun=true', 'maria'))).toMatchObject({
          added: 1,
          badLines: [
            {
              line: 2,
              reason: expect.stringContaining('for the group that owns it'),
            },
          ],
        });
        expect((await refused(upload(csv, '', 'sam')))[0]).toBe(403);
      });

      it('that is hostile is told in words, and costs nobody anything', async () => {
        const fine = `service,month,amount,id\nimport,${LAST},12.00,H-1\n`;
        // Letters of another encoding, with a mark before them or without one.
        for (const bytes of [
          Buffer.from(`\ufeff${fine}`, 'utf16le'),
          Buffer.from(fine, 'utf16le'),
          Buffer.from(`${fine}import,${LAST},1.00,\u00e9`, 'latin1'),
        ])
          expect(await refused(upload(bytes))).toEqual([
            400,
            expect.stringMatching(/^The file is not in UTF-8/),
          ]);
        // More than is taken, wide and long.
        const huge = Buffer.alloc(50 * 1024 * 1024, `${fine}`);
        expect(await refused(upload(huge))).toEqual([
          400,
          expect.stringContaining('more than 32 MB'),
        ]);
        const wide = ',x'.repeat(1_000_000);
        expect(await refused(upload(`${fine.split('\n')[0]}${wide}`))).toEqual([
          400,
          expect.stringMatching(/^The first line names 1000004 columns/),
        ]);
        expect((await refused(upload('"'.repeat(1_000_001))))[0]).toBe(400);
        expect(
          (await refused(upload('x'.repeat(1_000_000))))[1].length,
        ).toBeLessThan(300);
        // What is good among it is taken; of what is not, each line is told, in few words.
        const long = '9'.repeat(1_000_000);
        const { added, badLines } = await ok(
          upload(
            [
              `\ufeff${fine.trim()}`,
              '\n'.repeat(1_000_000),
              `import,${LAST},1.00,a\0b`,
              `imp\0ort,${LAST},1.00,H-2`,
              `import,${LAST},0.00${long},H-3`,
              `import,${LAST},1.00,${long}`,
              `import${wide}`,
              `"import,${LAST},1.00,H-4`,
              `import,${LAST},2.00,"H""5"`,
            ].join('\n'),
          ),
        );
        expect(added).toBe(2);
        expect(badLines.map((b: any) => b.line - 1_000_000)).toEqual([
          4, 5, 6, 7, 8, 9,
        ]);
        for (const { reason } of badLines)
          expect(reason.length).toBeLessThan(200);
      });

      it('is of what one owns still as it is written, and not of what contracts bring', async () => {
        expect(
          await refused(
            itsm.as('dana').post(`${COSTS}/import?source=contract`, {}),
          ),
        ).toEqual([
          400,
          expect.stringMatching(/source: .*must not be contract; that is what/),
        ]);
        const store = new CostStore(knex);
        const written: unknown[] = [];
        const importing = new CostImport(
          {
            clock: { now: () => Date.now() },
            catalogAccess: { readable: async (_, refs) => new Set(refs) },
          },
          {
            store,
            currency: 'EUR',
            writer: {
              async writeLines(_tx: unknown, _by: unknown, steps: unknown[]) {
                written.push(...steps);
              },
            } as unknown as CostWriter,
          },
        );
        const maria: Caller = {
          kind: 'user',
          ref: 'user:default/maria',
          ownership: ['group:default/payments'],
          roles: new Set(),
        };
        const csv = [
          `service,month,amount,id`,
          `mixed,${LAST},1.00,W-1`,
          `import,${LAST},1.00,W-2`,
          `model,${LAST},1.00,W-3`,
        ].join('\n');
        await ok(upload(csv.replace('mixed', 'import')));
        // Between the look and the writing one service goes to others, and one line to another service.
        const known = store.known.bind(store);
        jest.spyOn(store, 'known').mockImplementation(async (...asked) => {
          const [, , tx] = asked;
          await tx?.('catalog_entities')
            .where('ref', 'system:default/model')
            .update({ owner_ref: 'group:default/storefront' });
          await tx?.('cost_lines')
            .where('external_id', 'W-1')
            .update({ service_ref: 'system:default/circle-a' });
          return known(...asked);
        });
        const result = await importing.run(
          maria,
          csv.replace(/1\.00/g, '2.00'),
          {
            source: 'books',
          },
        );
        expect([result.changed, written.length]).toEqual([1, 1]);
        expect(result.sums.actual).toEqual([{ minor: 2_00, currency: 'EUR' }]);
        expect(result.badLines).toEqual([
          {
            line: 2,
            reason: expect.stringContaining(
              'became that of a cost of another service meanwhile',
            ),
          },
          {
            line: 4,
            reason: expect.stringMatching(/^service: Costs of .*model are for/),
          },
        ]);
        await knex('catalog_entities')
          .where('ref', 'system:default/model')
          .update({ owner_ref: 'group:default/payments' });
      });

      it('of many at the same moment is taken once', async () => {
        const csv = [
          HEAD,
          ...Array.from({ length: 50 }, (_, n) => good(10_000 + n)),
        ].join('\n');
        const answers = await Promise.all([
          upload(csv),
          upload(csv),
          upload(csv),
        ]);
        expect(
          answers.map(a => a.status).filter(s => s !== 200 && s !== 409),
        ).toEqual([]);
        expect(
          await knex('cost_lines').where('external_id', 'like', 'D-100__'),
        ).toHaveLength(50);
      });
    });
  },
);
