import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { APPROVERS } from '../../tests/approvalStories';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const DAY = 86_400_000;
const CHECKOUT = 'component:default/checkout';
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString();

describe.each(databases.eachSupportedId())(
  'approvals over HTTP on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        entities: APPROVERS,
        decide: (permission, user) => ({
          result:
            permission === 'itsm.change.update' && user === 'user:default/maria'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      });
      const written = await itsm
        .asService('external:importer')
        .put('/definitions/approval-policy/down', {
          body: {
            title: 'Nothing works meanwhile',
            records: ['change'],
            when: { expectedImpact: 'down' },
            steps: [{ title: 'Sam', who: [{ user: 'user:default/sam' }] }],
          },
        });
      if (written.status >= 300) throw new Error(written.text);
    });
    afterAll(() => itsm.stop());

    async function until(holds: () => Promise<boolean>): Promise<void> {
      const end = Date.now() + 60_000;
      while (!(await holds())) {
        if (Date.now() > end) throw new Error('It did not come to be');
        await new Promise(done => {
          setTimeout(done, 50);
        });
      }
    }

    /** Waits until nothing is left to follow or to do. */
    const quiet = () =>
      until(async () => {
        await itsm.caughtUp();
        const due = await knex('due_work')
          .where('state', 'waiting')
          .where('next_at', '<=', Date.now() + 1_000)
          .first('id');
        return due === undefined;
      });

    /** A change that Rita filed, and Dana asks approval for; Payments own its service. */
    const asked = async (body: object = {}): Promise<string> => {
      const filed = await itsm.as('rita').post('/changes', {
        serviceRef: CHECKOUT,
        title: 'Renew certificates',
        justification: 'They run out',
        plan: 'Replace them',
        rollbackPlan: 'Put them back',
        plannedStart: inDays(30),
        plannedEnd: inDays(30.1),
        ...body,
      });
      expect(filed.status).toBe(201);
      const { number } = filed.body;
      const take = (transition: string) =>
        itsm
          .as('dana')
          .post(`/changes/${number}/transitions`, { transition })
          .expect(200);
      await take('submit');
      // Its risk is worked out by then, as it is when people take their time.
      await quiet();
      await take('request-approval');
      await quiet();
      return number;
    };
    const waiting = async (name: string, number: string) => {
      const { body } = await itsm.as(name).get('/approvals/inbox?limit=200');
      return body.items.find((i: any) => i.record.number === number);
    };

    it('are decided by who is asked, without a permission to change the record', async () => {
      const number = await asked();
      const item = await waiting('maria', number);
      expect(item).toMatchObject({
        round: 1,
        purpose: 'before',
        isNew: true,
        seat: {
          forRef: 'group:default/payments',
          viewer: { canDecide: true },
        },
        record: {
          path: `/itsm/changes/${number}`,
          statusLabel: 'Authorize',
          approval: 'requested',
        },
      });
      const seat = `/approvals/seats/${item.seat.id}`;
      const shown = await itsm.as('maria').get(seat);
      expect(shown.body).toMatchObject({
        isCurrent: true,
        asked: { state: 'asked', steps: [{ title: 'Owner of the service' }] },
      });
      expect(
        shown.body.fields.find((f: any) => f.key === 'changeType'),
      ).toMatchObject({ value: 'normal', valueLabel: 'Normal' });

      const decide = (name: string, body: object) =>
        itsm.as(name).post(`${seat}/decision`, body);
      const refused = async (name: string, body: object) => {
        const answer = await decide(name, body);
        return `${answer.status} ${answer.body.error.message}`;
      };
      expect(await refused('maria', { decision: 'reject', round: 1 })).toMatch(
        /^400 .*note: is needed to reject/,
      );
      expect(await refused('maria', { decision: 'maybe', round: 1 })).toMatch(
        /^400 .*decision/,
      );
      expect(
        await refused('maria', { decision: 'approve', round: 1, by: 'x' }),
      ).toMatch(/^400 /);
      expect(await refused('sam', { decision: 'approve', round: 1 })).toMatch(
        /^403 You are not asked here/,
      );
      const done = await decide('maria', {
        decision: 'approve',
        note: 'Go *ahead*',
        round: 1,
      });
      expect([done.status, done.body.state]).toEqual([200, 'approved']);
      expect(done.body.record.status).toBe('scheduled');
      expect(await refused('maria', { decision: 'approve', round: 1 })).toMatch(
        /^409 This was approved already/,
      );

      // The timeline tells it, with the note for those who work on it.
      const entry = async (name: string) => {
        const { body } = await itsm.as(name).get(`/records/${number}/journal`);
        return body.items.find((e: any) => e.kind === 'approval.decided');
      };
      expect((await entry('dana')).approval).toMatchObject({
        decision: 'approve',
        state: 'approved',
        note: 'Go *ahead*',
      });
      expect((await entry('rita')).approval.note).toBeUndefined();
      // People hear of it, and are led to where they decide.
      await itsm.caughtUp();
      await until(async () =>
        itsm.notifications.some(n =>
          n.payload.title.includes(`${number} is approved`),
        ),
      );
      await until(async () =>
        itsm.notifications.some(
          n => n.payload.link === `/itsm/approvals/${item.seat.id}`,
        ),
      );
    });

    it('of restricted records are shown to those who are asked, and to nobody else', async () => {
      const number = await asked({ expectedImpact: 'down' });
      await itsm
        .as('dana')
        .patch(`/changes/${number}`, { visibility: 'restricted' })
        .expect(200);
      const seat = (await waiting('sam', number)).seat.id;
      const asksFor = [
        `/approvals/seats/${seat}`,
        `/records/${number}/approvals`,
      ];
      for (const path of asksFor) {
        expect((await itsm.as('sam').get(path)).status).toBe(200);
        expect((await itsm.as('dana').get(path)).status).toBe(404);
      }
      const decide = (name: string) =>
        itsm.as(name).post(`/approvals/seats/${seat}/decision`, {
          decision: 'approve',
          round: 1,
        });
      expect((await decide('dana')).status).toBe(404);
      expect((await decide('sam')).status).toBe(200);
    });

    it('cost one permission call and a handful of statements, however many wait', async () => {
      for (let i = 0; i < 3; i += 1) await asked();
      await quiet();
      const statements: string[] = [];
      const note = ({ sql }: { sql: string }) => statements.push(sql);
      const cost = async (path: string) => {
        const calls = itsm.permissionCalls();
        statements.length = 0;
        knex.on('query', note);
        const { status, body } = await itsm.as('maria').get(path);
        knex.removeListener('query', note);
        expect(status).toBe(200);
        const own = statements.filter(sql =>
          /approval_|[`"]approvals[`"]|absences/.test(sql),
        );
        return { calls: itsm.permissionCalls() - calls, sql: own.length, body };
      };
      await cost('/approvals/inbox?limit=1');
      const all = await cost('/approvals/inbox?limit=200');
      expect(all.calls).toBeLessThanOrEqual(1);
      expect(all.sql).toBeLessThanOrEqual(5);
      // A page leads to the next one, and all of them have each once.
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await itsm
          .as('maria')
          .get(
            `/approvals/inbox?limit=2${
              cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
            }`,
          );
        seen.push(...body.items.map((i: any) => i.seat.id));
        cursor = body.pageInfo.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      const { body: count } = await itsm
        .as('maria')
        .get('/approvals/inbox/count');
      expect(count.waiting).toBe(seen.length);
      const none = await itsm
        .as('maria')
        .get('/approvals/inbox?for=group:default/cab');
      expect(none.body.items).toEqual([]);
    });

    it('take absences that can be, and say why not', async () => {
      const put = async (body: object) => {
        const answer = await itsm
          .as('maria')
          .put('/approvals/absences/mine', body);
        return `${answer.status} ${answer.body.error?.message ?? ''}`;
      };
      const from = inDays(0);
      expect(await put({ from, to: inDays(-1) })).toMatch(
        /^400 .*must be after the beginning/,
      );
      expect(await put({ from, to: inDays(400) })).toMatch(
        /^400 .*within a year/,
      );
      expect(
        await put({ from, to: inDays(1), delegateRef: 'user:default/none' }),
      ).toMatch(/^400 delegateRef: there is no user:default\/none/);
      expect(
        await put({ from, to: inDays(1), delegateRef: 'user:default/paul' }),
      ).toBe('200 ');
      const { body } = await itsm.as('paul').get('/approvals/absences/mine');
      expect(body.standsInFor).toMatchObject([
        { principalRef: 'user:default/maria' },
      ]);
      await itsm.as('maria').delete('/approvals/absences/mine').expect(204);
    });
  },
);
