import type { Finding } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  dana,
  DAY,
  HealthStories,
  maria,
  zoe,
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

describe.each(databases.eachSupportedId())(
  'health of configuration items on %s',
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

    it('is looked at when something changes, and what is put right is no finding any more', async () => {
      await shop();
      expect(said(await findings())).toEqual(['pay relation-dangling']);
      const [before] = await findings();
      expect(before).toMatchObject({
        ref: ref('pay'),
        title: 'pay',
        ownerRef: 'group:default/storefront',
        systemRef: ref('shop', 'system'),
        dimension: 'correctness',
        severity: 'high',
        ruleLabel: 'Relation to nothing',
        message: `It says "dependsOn" of ${ref(
          'nowhere',
          'resource',
        )}, which is not in the catalog.`,
      });

      // Something else becomes wrong with it: what was wrong stays known since then.
      await stories.pass(DAY);
      await stories.read(
        stories.entity('pay', {
          system: 'shop',
          owner: null,
          dependsOn: [ref('nowhere', 'resource')],
        }),
      );
      await stories.settle();
      const after = await findings({ ref: [ref('pay')] });
      expect(said(after)).toEqual([
        'pay owner-missing',
        'pay relation-dangling',
      ]);
      expect(after.find(f => f.rule === 'relation-dangling')).toMatchObject({
        id: before.id,
        since: before.since,
      });

      // What it says of comes into being, though nothing of itself changes.
      await stories.read(
        stories.entity('nowhere', {
          kind: 'Resource',
          dependsOn: [ref('pay')],
        }),
      );
      await stories.settle();
      expect(said(await findings())).toEqual(['pay owner-missing']);

      await stories.gone(ref('nowhere', 'resource'));
      await stories.settle();
      expect(said(await findings({ rule: ['relation-dangling'] }))).toEqual([
        'pay relation-dangling',
      ]);
      await stories.gone(ref('pay'));
      await stories.settle();
      expect(await findings()).toEqual([]);
      expect(await knex('ci_health').where('ref', ref('pay'))).toEqual([]);
    });

    it('is judged anew when a class or a rule is defined, and when time passes', async () => {
      await groups();
      await stories.read(
        stories.entity('s1', {
          kind: 'Resource',
          type: 'server',
          dependsOn: [ref('s2', 'resource')],
        }),
        stories.entity('s2', {
          kind: 'Resource',
          type: 'server',
          dependsOn: [ref('s1', 'resource')],
        }),
      );
      await stories.said(ref('s1', 'resource'), {
        class: 'server',
        values: { serial: 'X-1', site: 'ams' },
      });
      await stories.settle();
      expect(await findings()).toEqual([]);

      await stories.define('ci-class', 'server', SERVER);
      expect(said(await findings())).toEqual([
        's2 attribute-recommended',
        's2 attribute-required',
      ]);
      await stories.define('ci-rule', 'ams', {
        name: 'Servers stand in Frankfurt',
        source: 'Site policy 7',
        appliesTo: { class: 'server', 'attributes.site': { $exists: true } },
        must: { 'attributes.site': 'fra' },
        message: 'It stands elsewhere.',
        advice: 'Move it.',
      });
      expect(said(await findings({ dimension: ['compliance'] }))).toEqual([
        's1 rule:ams',
      ]);
      expect((await findings({ dimension: ['compliance'] }))[0]).toMatchObject({
        ruleLabel: 'Servers stand in Frankfurt',
        message: 'It stands elsewhere.',
        advice: 'Move it.',
      });
      const rules = await stories.as().health.rules(maria);
      expect(rules[rules.length - 1]).toMatchObject({
        key: 'rule:ams',
        source: 'Site policy 7',
        weight: 2,
      });

      await stories.undefine('ci-rule', 'ams');
      expect(await findings({ dimension: ['compliance'] })).toEqual([]);

      await stories.health.work.ensure();
      await stories.pass(31 * DAY);
      expect(said(await findings({ dimension: ['staleness'] }))).toEqual([
        's1 source-silent',
      ]);
      await stories.pass(60 * DAY);
      expect(said(await findings({ dimension: ['staleness'] }))).toEqual([
        's1 not-confirmed',
        's1 source-silent',
        's2 not-confirmed',
      ]);
      await stories.undefine('ci-class', 'server');
    });

    it('is begun by the job, once, and again when the configuration is another one', async () => {
      await groups();
      await stories.read(stories.entity('cart'));
      const { work } = stories.health;
      await work.ensure();
      await work.ensure();
      await stories.settle();
      const [state] = await knex('ci_health_state');
      expect(state.basis).toMatch(/^[0-9a-f]{64}$/);
      expect((await stories.as().health.health(maria, {})).evaluatedAt).toBe(
        new Date(stories.clock.now()).toISOString(),
      );
      await work.ensure();
      expect(await knex('due_work').where('kind', 'cmdb.health-all')).toEqual(
        [],
      );
      expect(
        await knex('due_work').where('kind', 'cmdb.health-day'),
      ).toHaveLength(1);
      const before = await knex('ci_health').orderBy('ref');
      await stories.pass(1000);
      await stories.lookAtAll();
      // Nothing differs: nothing is written.
      expect(await knex('ci_health').orderBy('ref')).toEqual(before);
    });

    it('has scores by class, owner and system, with the mean of each and the trend of a month', async () => {
      await shop();
      await stories.health.work.ensure();
      await stories.settle();
      const of = (query = {}) => stories.as().health.health(maria, query);
      const all = await of({ groupBy: 'owner' });
      // pay: owner 3 + system 2 complete; known owner 3, group 1, no orphan 2, dangling 3: 6 of 9.
      expect(all.groups).toMatchObject([
        {
          key: 'group:default/storefront',
          items: 1,
          scores: { completeness: 100, correctness: 66.6, overall: 83.3 },
          findings: { correctness: 1, total: 1, excused: 0 },
        },
        { key: 'group:default/payments', items: 3, scores: { overall: 100 } },
      ]);
      expect(all.overall).toMatchObject({
        items: 4,
        scores: { overall: 95.8, correctness: 91.6 },
      });
      expect(all.overall.scores.staleness).toBeUndefined();
      expect(
        (await of({ groupBy: 'system' })).groups.map(g => [g.key, g.items]),
      ).toEqual([
        [ref('shop', 'system'), 2],
        [undefined, 2],
      ]);
      expect((await of({ owner: ['mine'] })).overall.items).toBe(3);
      expect((await of({ owner: ['mine'] })).noTrend).toMatch(/no trend/);

      await stories.pass(32 * DAY);
      await stories.read(
        stories.entity('pay', {
          system: 'shop',
          owner: 'storefront',
          dependsOn: [ref('cart')],
        }),
      );
      await stories.settle();
      const later = await of({ groupBy: 'owner' });
      expect(later.overall.trend).toMatchObject({
        overall: 4.2,
        correctness: 8.4,
      });
      expect(
        later.groups.find(g => g.key === 'group:default/storefront')?.trend
          ?.overall,
      ).toBe(16.7);
      const { days } = await stories.as().health.history(maria, {
        groupBy: 'owner',
        key: 'group:default/storefront',
      });
      // The first and the last day are there; while nobody was running, no day was kept.
      expect(days[0].scores.overall).toBe(83.3);
      expect(days[days.length - 1].scores.overall).toBe(100);
      expect(new Set(days.map(d => d.day)).size).toBe(days.length);
    });

    it('of one item tells every check and how the scores come about', async () => {
      await shop();
      const pay = await stories.as().health.ciHealth(maria, ref('pay'));
      expect(pay.scores).toEqual({
        completeness: 100,
        correctness: 66.6,
        overall: 83.3,
      });
      expect(pay.explained).toEqual([
        'Completeness is 100: checks with a weight of 5 of 5 pass or are accepted.',
        'Correctness is 66.6: checks with a weight of 6 of 9 pass or are accepted.',
        'Freshness has no score: no check of it applies to this item.',
        'Compliance has no score: no check of it applies to this item.',
        'Overall it is 83.3: the mean of completeness × 1, correctness × 1.',
      ]);
      expect(pay.checks.map(c => [c.rule, c.state])).toEqual([
        ['owner-missing', 'passed'],
        ['system-missing', 'passed'],
        ['owner-unknown', 'passed'],
        ['owner-person', 'passed'],
        ['orphan', 'passed'],
        ['relation-dangling', 'failed'],
      ]);
      expect(pay.findings).toHaveLength(1);
      expect(pay.confirmation).toEqual({ due: false, canConfirm: false });
      await expect(
        stories.as().health.ciHealth(maria, ref('nobody')),
      ).rejects.toThrow(/There is no configuration item/);
      await expect(
        stories.as().health.ciHealth(maria, 'group:default/payments'),
      ).rejects.toThrow('no health is kept');
    });

    it('shows nothing of what one may not see: no finding, no score, no name, no day', async () => {
      await groups();
      await stories.read(
        stories.entity('open', {
          dependsOn: [ref('late'), ref('never')],
          owner: null,
          system: 'shop',
        }),
        stories.entity('late', { dependsOn: [ref('open')] }),
        stories.entity('secret', { owner: null }),
      );
      const a = await stories.said(ref('open'));
      const b = await stories.said(ref('secret'));
      await stories.pair(a, b, 'S-1');
      await stories.gone(ref('late'));
      await stories.lookAtAll();
      const seen = (r: string) => r === ref('open');
      const mine = await findings({}, seen);
      expect(new Set(mine.map(f => f.ref))).toEqual(new Set([ref('open')]));
      const told = JSON.stringify(mine);
      expect(told).not.toContain('secret');
      // That it was there once is not for everybody either; what never was, is.
      expect(told).not.toContain(ref('late'));
      expect(told).toContain(ref('never'));
      expect(mine.map(f => f.rule)).not.toContain('duplicate');
      expect((await findings({ rule: ['duplicate'] })).length).toBe(2);

      const partly = await stories
        .as(seen)
        .health.health(maria, { groupBy: 'owner' });
      expect(partly.overall).toMatchObject({
        items: 1,
        findings: { total: mine.length },
      });
      expect(partly.noTrend).toMatch(/part of the catalog/);
      // A duplicate that one may not see is none: the check passes in lists and on the page alike.
      const page = await stories.as(seen).health.ciHealth(maria, ref('open'));
      expect(page.scores).toEqual(partly.overall.scores);
      expect(JSON.stringify(page)).not.toContain('secret');
      expect(page.checks.find(c => c.rule === 'duplicate')?.state).toBe(
        'passed',
      );
      const whole = await stories.as().health.ciHealth(maria, ref('open'));
      expect(whole.scores.correctness).toBeLessThan(page.scores.correctness!);
      await expect(
        stories.as(seen).health.ciHealth(maria, ref('secret')),
      ).rejects.toThrow('There is no configuration item');
      expect(await stories.as(seen).health.history(maria, {})).toMatchObject({
        days: [],
        withheld: expect.stringContaining('may not see'),
      });
      const rows: string[][] = [];
      for await (const row of (
        await stories.as(seen).health.exportFindings(maria, {})
      ).rows)
        rows.push(row);
      expect(rows).toHaveLength(mine.length);
      expect(JSON.stringify(rows)).not.toContain('secret');
      const denied = await stories.as(seen).attestations.excuse(dana, {
        findings: (await findings({ ref: [ref('secret')] })).map(f => f.id),
        reason: 'Known.',
        until: new Date(stories.clock.now() + DAY).toISOString(),
      });
      expect(
        denied.items.every(i => !i.done && /may not see/.test(i.reason!)),
      ).toBe(true);
    });

    it('knows possible duplicates as long as nobody says that they are two', async () => {
      await groups();
      await stories.read(
        stories.entity('one', { dependsOn: [ref('two')], system: 'shop' }),
        stories.entity('two', { dependsOn: [ref('one')], system: 'shop' }),
        stories.entity('shop', { kind: 'System', dependsOn: [ref('one')] }),
      );
      const ids = [
        await stories.said(ref('one')),
        await stories.said(ref('two')),
      ];
      await stories.pair(ids[0], ids[1], 'S-7');
      await stories.lookAtAll();
      const of = () => findings({ rule: ['duplicate'] });
      expect(said(await of())).toEqual(['one duplicate', 'two duplicate']);
      expect((await of())[0].message).toMatch(/both are known by S-7/);
      await stories.health.work.ensure();
      await stories.settle();
      expect(await of()).toHaveLength(2);
      await knex('ci_duplicates').update({ state: 'dismissed' });
      await stories.health.work.ensure();
      await stories.settle();
      expect(await of()).toEqual([]);
    });

    it('lists findings in pages, the worst and oldest first, each once', async () => {
      await groups();
      await stories.read(
        ...Array.from({ length: 30 }, (_, i) =>
          stories.entity(`c${i}`, { owner: i % 3 === 0 ? null : 'payments' }),
        ),
      );
      await stories.settle();
      const all = await findings();
      const pages = async (isSeen?: (r: string) => boolean) => {
        const found: Finding[] = [];
        let cursor: string | undefined;
        do {
          const page = await stories
            .as(isSeen)
            .health.findings(maria, { limit: 7, cursor });
          expect(page.items.length).toBeLessThanOrEqual(7);
          found.push(...page.items);
          cursor = page.pageInfo.nextCursor;
        } while (cursor);
        return found;
      };
      expect(await pages()).toEqual(all);
      // Each has no system (medium) and is an orphan (medium); ten have no owner (high).
      expect(all).toHaveLength(70);
      expect(all.slice(0, 10).every(f => f.severity === 'high')).toBe(true);
      const even = (r: string) => Number(/\d+$/.exec(r)![0]) % 2 === 0;
      expect(await pages(even)).toEqual(all.filter(f => even(f.ref)));
      const { pageInfo } = await stories
        .as()
        .health.findings(maria, { limit: 1 });
      await expect(
        stories.as().health.findings(maria, {
          limit: 1,
          rule: ['orphan'],
          cursor: pageInfo.nextCursor,
        }),
      ).rejects.toThrow('other filters');
      expect(
        await findings({ owner: ['none'], severity: ['high'] }),
      ).toHaveLength(10);
      expect(await findings({ found: 1, class: ['none'] })).toHaveLength(70);
    });

    it('is looked at anew for administrators only', async () => {
      const { health } = stories.as();
      await expect(health.evaluate(dana)).rejects.toThrow('role admin');
      await health.evaluate(zoe);
      expect(
        await knex('due_work').where('kind', 'cmdb.health-all'),
      ).toHaveLength(1);
    });
  },
);
