import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const checkout = 'component:default/checkout';
const cart = 'component:default/cart';
const inHours = (hours: number) =>
  new Date(Date.now() + hours * HOUR).toISOString();

const template = {
  title: 'Restart the checkout',
  scope: { items: [checkout] },
  plan: 'Roll the deployment.',
  rollbackPlan: 'Roll back to the last revision.',
  duration: '30m',
  promoteAfter: 2,
  ownerRef: 'group:default/payments',
  tasks: [
    { key: 'drain', title: 'Drain' },
    { title: 'Roll', blockedBy: ['drain'] },
  ],
};

describe.each(databases.eachSupportedId())(
  'standard changes on %s',
  databaseId => {
    let knex: Knex;
    let itsm: RunningItsm;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        config: {
          itsm: {
            changes: { reviewSample: 0 },
            access: {
              roles: {
                agent: ['group:default/service-desk'],
                admin: ['user:default/root'],
              },
              decisionCacheSeconds: 0,
            },
          },
        },
        decide: (permission, user) => ({
          result:
            permission.startsWith('itsm.change.') &&
            user === 'user:default/rita'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      });
    });
    afterAll(() => itsm.stop());

    const define = (key: string, body: object, as = 'root') =>
      itsm.as(as).put(`/definitions/standard-change/${key}`, { body });
    const file = async (key: string, more: object = {}, as = 'maria') => {
      const { body } = await itsm.as(as).post(`/changes/standard/${key}/file`, {
        entityRef: checkout,
        ...more,
      });
      return body;
    };
    const until = async <T>(
      look: () => Promise<T>,
      wanted: (t: T) => boolean,
    ) => {
      for (let i = 0; i < 200; i += 1) {
        const seen = await look();
        if (wanted(seen)) return seen;
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      throw new Error('It did not come to that');
    };
    /** A run that goes all the way, through normal approval where it must. */
    const run = async (key: string, outcome = 'successful') => {
      const change = await file(key);
      const move = (body: object) =>
        itsm.as('maria').post(`/changes/${change.number}/transitions`, body);
      await until(
        async () => {
          // Approvals have stories of their own: here it is as though it was given, again whenever what was
          // approved changes, as its risk does when it is assessed.
          if (change.status !== 'scheduled')
            await knex('records')
              .where({ id: change.id })
              .whereNot('status', 'implement')
              .update({
                status: 'scheduled',
                status_category: 'waiting',
                approval: 'approved',
              });
          return (await move({ transition: 'start' })).status;
        },
        status => status === 200,
      );
      const { body: tasks } = await itsm
        .as('maria')
        .get(`/records/${change.number}/tasks`);
      for (const task of tasks.items)
        await itsm
          .as('maria')
          .patch(`/tasks/${task.id}`, {
            state: 'done',
          })
          .expect(200);
      await move({
        transition: 'finish',
        outcome,
        ...(outcome === 'successful' ? {} : { outcomeNote: 'It hung.' }),
      }).expect(200);
      return change.number as string;
    };
    const incident = async () => {
      const { body } = await itsm
        .as('maria')
        .post('/incidents', { title: 'Checkout is slow', serviceRef: checkout })
        .expect(201);
      return body.number as string;
    };
    const standing = async (key: string) => {
      await itsm.caughtUp();
      const { body } = await itsm.as('dana').get(`/changes/standard/${key}`);
      return body;
    };

    it('are pre-approved after enough good runs, and demoted by the first incident they cause', async () => {
      await define('restart', template).expect(200);
      const first = await file('restart');
      expect(first).toMatchObject({
        status: 'assess',
        changeType: 'standard',
        preApproved: false,
      });
      const { body: shut } = await itsm
        .as('maria')
        .get(`/changes/${first.number}/gate`)
        .expect(200);
      expect(shut).toMatchObject({ open: false, state: 'not-approved' });

      await run('restart');
      const second = await run('restart');
      expect(await standing('restart')).toMatchObject({
        state: 'pre-approved',
        runs: 2,
        goodRuns: 2,
        moves: [{ words: 'Pre-approved after 2 good runs in a row.' }],
      });

      const trusted = await file('restart');
      expect(trusted).toMatchObject({ status: 'scheduled', preApproved: true });
      const gate = (number: string) =>
        itsm.as('maria').get(`/changes/${number}/gate`).expect(200);
      expect((await gate(trusted.number)).body).toMatchObject({ open: true });
      const later = await file('restart', { plannedStart: inHours(5) });
      expect((await gate(later.number)).body).toMatchObject({
        open: false,
        state: 'early',
        opensAt: later.plannedStart,
      });

      const caused = await incident();
      await itsm
        .as('maria')
        .post(`/records/${caused}/links`, { kind: 'caused-by', target: second })
        .expect(201);
      expect(await standing('restart')).toMatchObject({
        state: 'demoted',
        goodRuns: 1,
        goodInARow: 0,
        demotion: { words: `Demoted because ${second} caused ${caused}.` },
      });
      // What waits for its window is pre-approved no longer, and neither is the next run.
      await until(
        async () => (await gate(later.number)).body.state,
        state => state === 'not-approved',
      );
      expect(await file('restart')).toMatchObject({
        status: 'assess',
        preApproved: false,
      });
      const told = await until(
        () =>
          knex('journal')
            .where({ subject_type: 'standard-change', subject_id: 'restart' })
            .orderBy('position')
            .pluck('kind'),
        kinds => kinds.length > 1,
      );
      expect(told).toEqual([
        'standard-change.promoted',
        'standard-change.demoted',
      ]);

      // Who links by mistake puts it right, and it is as though it had not been.
      const { body: links } = await itsm
        .as('maria')
        .get(`/records/${caused}/links`);
      await itsm
        .as('maria')
        .delete(`/records/${caused}/links/${links.items[0].id}`)
        .expect(204);
      expect(await standing('restart')).toMatchObject({
        state: 'pre-approved',
        goodInARow: 2,
      });
    });

    it('have a success record that can be made again from the journal', async () => {
      await define('again', template).expect(200);
      await run('again');
      await run('again', 'rolled-back');
      const before = await standing('again');
      expect(before).toMatchObject({
        state: 'demoted',
        demotion: { outcome: 'rolled-back' },
      });
      const tables = [
        'change_standard_runs',
        'change_standard_blames',
        'change_standard_standings',
      ];
      const dump = () =>
        Promise.all(tables.map(t => knex(t).orderByRaw('1, 2').select()));
      const kept = await dump();
      await itsm
        .as('root')
        .post('/operations/followers/changes.standard/rebuild')
        .expect(202);
      await until(dump, rows => JSON.stringify(rows) === JSON.stringify(kept));
      expect(await standing('again')).toEqual(before);
    });

    it('prove what they say: one that is rewritten begins anew, and its runs keep what they were', async () => {
      await define('rewritten', { ...template, promoteAfter: 1 }).expect(200);
      await run('rewritten');
      expect((await standing('rewritten')).state).toBe('pre-approved');
      await define('rewritten', {
        ...template,
        promoteAfter: 1,
        description: 'Only words.',
      }).expect(200);
      expect((await standing('rewritten')).state).toBe('pre-approved');
      const { number } = await file('rewritten', { plannedStart: inHours(3) });
      await define('rewritten', {
        ...template,
        promoteAfter: 1,
        plan: 'Delete the cluster.',
      }).expect(200);
      expect(await standing('rewritten')).toMatchObject({
        state: 'proving',
        runs: 0,
        history: [{ good: true }],
      });
      const { body } = await itsm.as('maria').get(`/changes/${number}`);
      expect(body).toMatchObject({
        plan: 'Roll the deployment.',
        preApproved: true,
      });
    });

    it('stay what their template goes for', async () => {
      await define('scoped', { ...template, promoteAfter: 1 }).expect(200);
      await run('scoped');
      await itsm.caughtUp();
      const outside = await file('scoped', { entityRef: cart });
      expect(outside.error.message).toBe(
        `entityRef: "${template.title}" is not for ${cart}; file a normal change for it`,
      );
      const { number } = await file('scoped', { plannedStart: inHours(1) });
      const { body } = await itsm
        .as('maria')
        .post(`/records/${number}/links`, { kind: 'affects', target: cart })
        .expect(409);
      expect(body.error.message).toContain('is pre-approved as');
      const rewritten = await itsm
        .as('maria')
        .patch(`/changes/${number}`, { plan: 'Something else.' });
      expect(rewritten.body.preApproved).toBe(false);
    });

    it('go on when their template is removed, and can be filed no more', async () => {
      await define('removed', { ...template, promoteAfter: 1 }).expect(200);
      await run('removed');
      await itsm.caughtUp();
      const open = await file('removed', { plannedStart: inHours(2) });
      expect(open.preApproved).toBe(true);
      await itsm
        .as('root')
        .delete('/definitions/standard-change/removed')
        .expect(204);
      expect((await file('removed')).error).toMatchObject({
        message: `The standard change "${template.title}" was removed; file a normal change instead`,
      });
      const change = await until(
        async () =>
          (
            await itsm.as('maria').get(`/changes/${open.number}`)
          ).body,
        c => c.preApproved === false,
      );
      expect(change).toMatchObject({
        plan: template.plan,
        templateKey: 'removed',
        status: 'scheduled',
      });
      const { body } = await itsm.as('maria').get('/changes/standard');
      expect(body.items.pop()).toMatchObject({
        key: 'removed',
        removed: true,
        mayFile: false,
        openChanges: 1,
      });
    });

    it('are asked at the gate once: the run that is filed is found again', async () => {
      await define('gated', template).expect(200);
      const ask = () =>
        itsm
          .as('maria')
          .post('/changes/standard/gated/gate', { entityRef: checkout })
          .expect(200);
      const { body: first } = await ask();
      expect(first).toMatchObject({ filed: true, open: false });
      const { body: second } = await ask();
      expect(second).toMatchObject({ filed: false, number: first.number });
    });

    it('refuse what cannot be', async () => {
      // Before the catalog was read whole, nothing is known to be missing.
      await knex('catalog_reads')
        .insert({ id: 'catalog', token: 't', began_at: 1, finished_at: 1 })
        .onConflict('id')
        .merge();
      const faults = async (body: object) =>
        (await define('faulty', body)).body.error.message as string;
      expect(await faults({ ...template, scope: {} })).toContain(
        'must name items, owners or types',
      );
      expect(
        await faults({
          ...template,
          scope: { items: ['component:default/nowhere'] },
          ownerRef: 'group:default/nobody',
        }),
      ).toMatch(/no component:default\/nowhere .*no group:default\/nobody/s);
      expect(
        await faults({
          ...template,
          tasks: [{ title: 'Roll', blockedBy: ['drain'] }],
        }),
      ).toContain('no step before this one has the key "drain"');
      expect(await faults({ ...template, duration: '1y' })).toContain(
        'must be a duration like 30m',
      );
      await define('faulty', template, 'maria').expect(403);

      const { body: seen } = await itsm.as('rita').get('/changes/standard');
      expect(seen.items[0]).toMatchObject({ mayFile: false, openChanges: 0 });
      expect(seen.items.flatMap((i: any) => i.history)).not.toContainEqual(
        expect.objectContaining({ change: expect.anything() }),
      );
      await itsm
        .as('rita')
        .post('/changes/standard/restart/file', { entityRef: checkout })
        .expect(403);
      await itsm.as('maria').get('/changes/standard/none').expect(404);
      const past = await file('restart', { plannedStart: inHours(-2) });
      expect(past.error.message).toContain('must not be in the past');
      const { n } = (await knex('records').count({ n: '*' }).first())!;
      const backwards = await file('restart', {
        plannedStart: inHours(2),
        plannedEnd: inHours(1),
      });
      expect(backwards.error.message).toContain('must be after plannedStart');
      await define('grouped', {
        ...template,
        groups: ['group:default/storefront'],
      }).expect(200);
      expect((await file('grouped')).error.message).toBe(
        `"${template.title}" is for members of group:default/storefront`,
      );
      expect((await knex('records').count({ n: '*' }).first())!.n).toEqual(n);
    });
  },
);
