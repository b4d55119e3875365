import type { Entity } from '@backstage/catalog-model';
import type { Finding } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  dana,
  DAY,
  HealthStories,
  maria,
  sam,
} from '../../../tests/healthStories';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const SERVER = {
  name: 'Server',
  appliesTo: [{ kind: 'resource', type: 'server' }],
  attributes: [
    { key: 'serial', label: 'Serial number', need: 'required' },
    { key: 'site', label: 'Site', need: 'recommended' },
  ],
  identification: [['serial']],
  staleAfterDays: 30,
  confirmEveryDays: 90,
};

/** Somebody, as the catalog has them. */
const member = (name: string, group: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { memberOf: [group] },
  relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
});

describe.each(databases.eachSupportedId())(
  'what people do about health on %s',
  databaseId => {
    let knex: Knex;
    let stories: HealthStories;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      stories = await HealthStories.on(knex);
    });
    beforeEach(() => stories.begin());

    const ref = (name: string, kind?: string) => stories.ref(name, kind);
    const findings = async (query = {}, isSeen?: (r: string) => boolean) =>
      (
        await stories
          .as(isSeen)
          .health.findings(maria, { limit: 200, ...query })
      ).items;
    const said = (items: readonly Finding[]) =>
      items.map(f => `${f.ref.split('/')[1]} ${f.rule}`).sort();
    const groups = () =>
      stories.read(stories.group('payments'), stories.group('storefront'));

    /** A shop of three parts, of which one depends on something that is not there. */
    const shop = async () => {
      await groups();
      await stories.read(
        stories.entity('shop', { kind: 'System', dependsOn: [ref('cart')] }),
        stories.entity('cart', {
          system: 'shop',
          dependsOn: [ref('db', 'resource')],
        }),
        stories.entity('pay', {
          system: 'shop',
          owner: 'storefront',
          dependsOn: [ref('nowhere', 'resource')],
        }),
        stories.entity('db', {
          kind: 'Resource',
          type: 'database',
          dependsOn: [ref('cart')],
        }),
      );
      await stories.settle();
    };

    it('accepts findings until a day, with a reason, for the owner group and agents', async () => {
      await shop();
      const [finding] = await findings();
      const until = new Date(stories.clock.now() + 10 * DAY).toISOString();
      const excuse = (caller: typeof maria) =>
        stories.as().attestations.excuse(caller, {
          findings: [finding.id],
          reason: 'Comes with release 7.',
          until,
        });
      expect((await excuse(maria)).items[0]).toMatchObject({
        done: false,
        reason: expect.stringContaining('group that owns'),
      });
      expect((await excuse(sam)).items[0]).toMatchObject({ done: true });
      expect(await findings()).toEqual([]);
      const [excused] = await findings({ excused: 'yes' });
      expect(excused).toMatchObject({
        id: finding.id,
        excused: { until, reason: 'Comes with release 7.', byRef: sam.ref },
      });
      const of = () => stories.as().health.health(maria, {});
      expect((await of()).overall).toMatchObject({
        scores: { overall: 100 },
        findings: { total: 0, excused: 1 },
      });
      const entries = await knex('journal')
        .where('subject_type', 'ci-health')
        .orderBy('position');
      const last = entries[entries.length - 1];
      expect(last.kind).toBe('ci.finding-excused');
      // Neither the reason nor who it was stands in what stays for ever.
      expect(JSON.stringify(last.payload)).not.toMatch(/release 7|sam/);

      await stories.as().attestations.unexcuse(sam, [finding.id]);
      expect((await of()).overall.scores.overall).toBeLessThan(100);
      await excuse(dana);
      await stories.health.work.ensure();
      await stories.pass(11 * DAY);
      expect((await of()).overall).toMatchObject({
        findings: { total: 1, excused: 0 },
      });
      await expect(
        stories.as().attestations.excuse(sam, {
          findings: [finding.id],
          reason: 'x',
          until,
        }),
      ).rejects.toThrow('until: has passed');
      await expect(
        stories.as().attestations.excuse(sam, {
          findings: [finding.id],
          reason: 'x',
          until: '2099-01-01T00:00:00.000Z',
        }),
      ).rejects.toThrow('two years');
    });

    it('asks owners to confirm their items on a schedule', async () => {
      await groups();
      await stories.define('ci-class', 'server', SERVER);
      await stories.read(
        ...['s1', 's2', 's3'].map(name =>
          stories.entity(name, {
            kind: 'Resource',
            type: 'server',
            owner: name === 's3' ? 'storefront' : 'payments',
          }),
        ),
      );
      await stories.health.work.ensure();
      await stories.settle();
      const due = (caller = maria, query = {}) =>
        stories.as().attestations.confirmations(caller, query);
      expect((await due()).items).toEqual([]);
      expect((await due(maria, { within: 90 })).items).toHaveLength(2);
      await stories.pass(91 * DAY);
      expect((await due()).items.map(i => i.ref).sort()).toEqual([
        ref('s1', 'resource'),
        ref('s2', 'resource'),
      ]);
      const first = await due(maria, { limit: 1 });
      const second = await due(maria, {
        limit: 1,
        cursor: first.pageInfo.nextCursor,
      });
      expect(second.pageInfo.nextCursor).toBeUndefined();
      expect([...first.items, ...second.items]).toEqual((await due()).items);
      expect(
        (await due(maria, { owner: ['group:default/storefront'] })).items,
      ).toHaveLength(1);

      const { items } = await stories.as().attestations.confirm(maria, {
        refs: [
          ref('s1', 'resource'),
          ref('s3', 'resource'),
          ref('none', 'resource'),
        ],
        note: 'Seen in the rack.',
      });
      expect(items.map(i => [i.done, Boolean(i.reason)])).toEqual([
        [true, false],
        [false, true],
        [false, true],
      ]);
      expect(items[0].dueAt).toBe(
        new Date(stories.clock.now() + 90 * DAY).toISOString(),
      );
      expect((await due()).items.map(i => i.ref)).toEqual([
        ref('s2', 'resource'),
      ]);
      expect(said(await findings({ rule: ['not-confirmed'] }))).toEqual([
        's2 not-confirmed',
        's3 not-confirmed',
      ]);
      const page = await stories
        .as()
        .health.ciHealth(maria, ref('s1', 'resource'));
      expect(page.confirmation).toMatchObject({
        everyDays: 90,
        confirmedByRef: maria.ref,
        note: 'Seen in the rack.',
        due: false,
        canConfirm: true,
      });
      await stories.undefine('ci-class', 'server');
    });

    it('tells each group once a week how many of its items are to be confirmed, and no more', async () => {
      // From a Tuesday on: they are due on Sunday, and owners are told on Mondays.
      while (new Date(stories.clock.now()).getUTCDay() !== 2)
        stories.clock.pass(DAY);
      await stories.read(
        stories.group('payments'),
        stories.group('storefront'),
        ...['a', 'b', 'c'].map(name =>
          stories.entity(name, { kind: 'Resource', type: 'server' }),
        ),
        stories.entity('mine', {
          kind: 'Resource',
          type: 'server',
          owner: 'user:default/maria',
        }),
        member('maria', 'payments'),
        member('sam', 'storefront'),
      );
      await stories.define('ci-class', 'server', {
        ...SERVER,
        confirmEveryDays: 5,
      });
      stories.told.length = 0;
      await stories.health.work.ensure();
      for (let day = 0; day < 9; day += 1) await stories.pass(DAY);
      expect(
        stories.told.map(t => [t.recipients, t.payload.title, t.payload.link]),
      ).toEqual([
        [
          { type: 'entity', entityRef: [maria.ref] },
          '3 configuration items of your group are to be confirmed',
          '/itsm/cmdb/confirmations',
        ],
      ]);
      await stories.undefine('ci-class', 'server');
    });

    it('makes a task of a finding, once, for the owner of the item; it ends when the finding is gone', async () => {
      await shop();
      const [finding] = await findings();
      const { tasks } = stories.as();
      const make = () => tasks.makeTasks(dana, [finding.id]);
      const [first] = (await make()).items;
      expect(first).toMatchObject({
        done: true,
        task: expect.stringMatching(/^CIT-\d+$/),
      });
      expect((await make()).items[0]).toMatchObject({
        done: false,
        task: first.task,
      });
      const task = await tasks.get(sam, first.task!);
      expect(task).toMatchObject({
        type: 'ci-task',
        title: 'Relation to nothing: pay',
        status: 'open',
        serviceRef: ref('pay'),
        ciRef: ref('pay'),
        ownerRef: 'group:default/storefront',
        rule: 'relation-dangling',
        // Whoever reads the task may see less of the catalog.
        finding: 'It says "dependsOn" of something that is not in the catalog.',
      });
      expect((await findings())[0].task).toMatchObject({
        number: first.task,
        status: 'open',
      });
      expect(await findings({ task: 'no' })).toEqual([]);
      await tasks.transition(sam, first.task!, { transition: 'start' });

      await stories.read(
        stories.entity('pay', {
          system: 'shop',
          owner: 'storefront',
          dependsOn: [ref('cart')],
        }),
      );
      await stories.settle();
      expect(await tasks.get(sam, first.task!)).toMatchObject({
        status: 'done',
        resolution: 'It was not found any more when the item was looked at.',
      });
      await stories.read(
        stories.entity('pay', {
          system: 'shop',
          owner: 'storefront',
          dependsOn: [ref('nowhere', 'resource')],
        }),
      );
      await stories.settle();
      const [again] = await findings();
      expect(again.task).toBeUndefined();
      const [next] = (await tasks.makeTasks(dana, [again.id])).items;
      expect(next.done).toBe(true);
      expect(next.task).not.toBe(first.task);

      await expect(
        tasks.transition(sam, next.task!, { transition: 'decline' }),
      ).rejects.toThrow('reason');
      await tasks.transition(sam, next.task!, {
        transition: 'decline',
        reason: 'It is being retired.',
      });
      expect((await findings())[0].task).toBeUndefined();
    });

    it('makes one task though several ask at once', async () => {
      await shop();
      const [finding] = await findings();
      const { tasks } = stories.as();
      const answers = await Promise.all(
        [1, 2, 3].map(() => tasks.makeTasks(dana, [finding.id])),
      );
      expect(answers.filter(a => a.items[0].done)).toHaveLength(1);
      expect(new Set(answers.map(a => a.items[0].task)).size).toBe(1);
      expect(await knex('ci_tasks').where('ci_ref', ref('pay'))).toHaveLength(
        1,
      );
    });
  },
);
