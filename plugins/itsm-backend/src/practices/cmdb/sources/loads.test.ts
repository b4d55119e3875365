import type { Entity } from '@backstage/catalog-model';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { forgetItems, HEADER, loadingInto } from '../../../testing/cmdbLoads';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { FixedClock, kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { brokenChains } from '../../../tests/verifyAll';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;

describe.each(databases.eachSupportedId())(
  'loads of configuration items on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    let clock: FixedClock;
    let cmdb: Awaited<ReturnType<typeof loadingInto>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
    });
    beforeEach(async () => {
      clock = new FixedClock();
      kernel = await kernelOnDatabase(knex, { clock });
      await forgetItems(knex);
      cmdb = await loadingInto(kernel);
    });

    /** What the journal tells of an item, oldest first. */
    const journal = async (ref: string) => {
      const item = await knex('ci_items').where('ref', ref).first('id');
      const rows = await knex('journal')
        .where({ subject_type: 'ci', subject_id: item.id })
        .orderBy('position');
      return rows.map(r => ({
        kind: r.kind,
        mode: r.mode,
        ...(typeof r.payload === 'string' ? JSON.parse(r.payload) : r.payload),
      }));
    };
    const state = async (ref: string) =>
      (await knex('ci_items').where('ref', ref).first())?.state;

    const WEB = 'A1;web-1;SN1;prod;31.03.2027;64,5;platform';
    const DB = 'A2;db-1;SN2;prod;;;group:default/storefront';

    it('makes items of rows, typed by their class, with who says so', async () => {
      const result = await cmdb.csv([WEB, DB]);
      expect(result.counts).toMatchObject({ rows: 2, created: 2, bad: 0 });
      expect(await cmdb.valuesOf('resource:default/web-1')).toEqual({
        class: 'server',
        name: 'web-1',
        serial: 'SN1',
        environment: 'production',
        'warranty-until': '2027-03-31',
        memory: 64.5,
        owner: 'group:default/platform',
      });
      const { items } = await cmdb.entities.page({});
      expect(items.map(i => i.ref)).toEqual([
        'resource:default/web-1',
        'resource:default/db-1',
      ]);
      expect(items[0].entity).toMatchObject({
        kind: 'Resource',
        metadata: {
          name: 'web-1',
          title: 'web-1',
          annotations: { 'callboard.dev/source': 'excel' },
        },
        spec: {
          type: 'server',
          owner: 'group:default/platform',
          attributes: {
            serial: 'SN1',
            memory: 64.5,
            'warranty-until': '2027-03-31',
          },
        },
      });
      const [entry] = await journal('resource:default/web-1');
      expect(entry).toMatchObject({
        kind: 'ci.created',
        mode: 'observe',
        class: 'server',
      });
      expect(entry.changes).toContainEqual({
        field: 'serial',
        after: 'SN1',
        source: 'excel',
      });
    });

    it('changes nothing when the same is loaded again, and only what differs otherwise', async () => {
      await cmdb.csv([WEB, DB]);
      const before = await knex('ci_items').orderBy('id');
      clock.pass(DAY);
      const again = await cmdb.csv([DB, WEB]);
      expect(again.counts).toMatchObject({
        unchanged: 2,
        created: 0,
        updated: 0,
      });
      expect(await knex('ci_items').orderBy('id')).toEqual(before);
      expect(await journal('resource:default/web-1')).toHaveLength(1);
      const facts = await cmdb.facts.attributesOf(['resource:default/web-1']);
      expect(facts.get('resource:default/web-1')!.seenAt).toBe(clock.now());

      const changed = await cmdb.csv([WEB.replace('64,5', '128'), DB]);
      expect(changed.counts).toMatchObject({ unchanged: 1, updated: 1 });
      expect(changed.changes).toEqual([
        {
          effect: 'updated',
          ref: 'resource:default/web-1',
          title: 'web-1',
          externalId: 'A1',
          changes: [
            { key: 'memory', before: 64.5, after: 128, source: 'excel' },
          ],
        },
      ]);
      expect((await journal('resource:default/web-1'))[1]).toMatchObject({
        kind: 'ci.changed',
        changes: [
          { field: 'memory', before: 64.5, after: 128, source: 'excel' },
        ],
      });
      expect(await brokenChains(knex)).toEqual([]);
    });

    it('knows an item of another source by its serial number, and settles who counts', async () => {
      await cmdb.csv([WEB]);
      const result = await cmdb.json([
        {
          id: 'vm-9',
          name: 'WEB-1.local',
          hardware: { serial: ' sn1 ', memoryGb: 96 },
          environment: 'staging',
        },
      ]);
      expect(result.counts).toMatchObject({
        updated: 1,
        created: 0,
        conflicts: 4,
      });
      expect(await cmdb.valuesOf('resource:default/web-1')).toMatchObject({
        // The spreadsheet comes first, but not for memory.
        environment: 'production',
        serial: 'SN1',
        memory: 96,
      });
      expect(result.conflicts).toContainEqual({
        ref: 'resource:default/web-1',
        key: 'memory',
        source: 'vcenter',
        value: 96,
        others: [{ source: 'excel', value: 64.5 }],
      });
    });

    it('does not take two servers of one name for one when their serial numbers differ', async () => {
      await cmdb.csv([WEB]);
      const result = await cmdb.json([
        {
          id: 'vm-1',
          name: 'web-1',
          environment: 'production',
          hardware: { serial: 'OTHER' },
        },
      ]);
      expect(result.counts).toMatchObject({ created: 1, duplicates: 0 });
      const [{ ref }] = result.changes;
      expect(ref).toMatch(/^resource:default\/web-1-[0-9a-f]{6}$/);
    });

    it('does not guess which of two items a row is about, and proposes to merge them', async () => {
      await cmdb.csv([WEB, 'A3;web-1;;staging;;;platform']);
      await cmdb.csv(['A3;web-1;;prod;;;platform']);
      const [pair] = (await cmdb.itemsService.duplicates({})).items;
      expect(pair).toMatchObject({
        rule: ['name', 'environment'],
        value: 'web-1 · production',
      });
      const unclear = await cmdb.json([
        { id: 'vm-1', name: 'Web-1', environment: 'production' },
      ]);
      expect(unclear.counts).toMatchObject({
        created: 0,
        updated: 0,
        duplicates: 1,
      });
      expect(unclear.duplicates[0]).toMatchObject({
        line: 1,
        externalId: 'vm-1',
        refs: [pair.aRef, pair.bRef].sort(),
      });

      const kept = await cmdb.itemsService.merge(
        SYSTEM_CALLER,
        'resource:default/web-1',
        pair.aRef === 'resource:default/web-1' ? pair.bRef : pair.aRef,
      );
      expect(kept.formerly).toHaveLength(1);
      const [gone] = kept.formerly;
      expect((await cmdb.itemsService.duplicates({})).items).toEqual([]);
      const clear = await cmdb.json([
        { id: 'vm-1', name: 'Web-1', environment: 'production' },
      ]);
      expect(clear.counts).toMatchObject({ created: 0, duplicates: 0 });
      // What was merged is found under its old name, by records too.
      expect((await cmdb.facts.attributesOf([gone])).get(gone)!.ref).toBe(
        'resource:default/web-1',
      );
      const page = await cmdb.entities.page({});
      expect(page.items.find(i => i.ref === gone)!.entity).toBeUndefined();
      expect(page.items.find(i => i.ref === kept.ref)!.entity).toMatchObject({
        metadata: { annotations: { 'callboard.dev/formerly': gone } },
      });
      // Its row goes to the item that it was merged into.
      const row = await cmdb.csv(['A3;web-1;;prod;;8;platform']);
      expect(row.conflicts).toContainEqual({
        ref: kept.ref,
        key: 'memory',
        source: 'excel',
        value: 64.5,
        others: [{ source: 'excel', value: 8 }],
      });

      const back = await cmdb.itemsService.undoMerge(SYSTEM_CALLER, gone);
      expect(back).toMatchObject({ ref: gone, state: 'active' });
      expect(await cmdb.valuesOf(gone)).toMatchObject({
        memory: 8,
        name: 'web-1',
      });
      expect((await cmdb.valuesOf(kept.ref)).memory).toBe(64.5);
      // They were said to be two: nobody proposes it again.
      await cmdb.csv([WEB, 'A3;web-1;;prod;;8;platform']);
      expect((await cmdb.itemsService.duplicates({})).items).toEqual([]);
      expect(await brokenChains(knex)).toEqual([]);
    });

    it('says of two that are known by the same what looks like one, until somebody says that they are two', async () => {
      await cmdb.csv(['A1;web-1;SN1;prod;;;', 'A2;web-2;SN2;prod;;;']);
      // The second one gets the serial number of the first: its id still says which one it is.
      const same = 'A2;web-2;SN1;prod;;;';
      const found = await cmdb.csv([same]);
      expect(found.counts).toMatchObject({ updated: 1, duplicates: 1 });
      expect(found.duplicates).toEqual([
        {
          line: 2,
          externalId: 'A2',
          rule: ['serial'],
          refs: ['resource:default/web-1', 'resource:default/web-2'],
        },
      ]);
      const [pair] = (await cmdb.itemsService.duplicates({})).items;
      await cmdb.itemsService.dismiss(pair.id);
      await cmdb.itemsService.dismiss(pair.id);
      expect((await cmdb.csv([same])).counts.duplicates).toBe(0);
      expect((await cmdb.itemsService.duplicates({})).items).toEqual([]);
      const dismissed = await cmdb.itemsService.duplicates({
        state: 'dismissed',
      });
      expect(dismissed.items).toMatchObject([{ id: pair.id }]);
      // A third source cannot tell them apart by that number.
      const third = await cmdb.json([
        { id: 'v', name: 'x', hardware: { serial: 'SN1' } },
      ]);
      expect(third.counts).toMatchObject({ created: 0, duplicates: 1 });
    });

    it('refuses a file whose header has changed, and says what looks like it', async () => {
      const file = [
        HEADER.replace('Serial No', 'SerialNo').replace('Env', 'Stage'),
        WEB,
      ].join('\n');
      await expect(cmdb.load('excel', { csv: file })).rejects.toThrow(
        'The header has changed: the columns "Serial No", "Env" are missing; "SerialNo" may be "Serial No". Nothing was loaded; bring the file or the source in line',
      );
      await expect(cmdb.load('excel', { csv: '' })).rejects.toThrow(/empty/);
      await expect(
        cmdb.load('excel', { csv: `${HEADER};name\n` }),
      ).rejects.toThrow(/twice/);
      expect(await knex('ci_loads')).toEqual([]);
      // Neither capitals nor spaces nor the order of columns are a change.
      const moved =
        'NAME,asset , serial  no,Env,Warranty,RAM,Owner\nweb-1,A1,SN1,prod,,,';
      expect((await cmdb.load('excel', { csv: moved })).counts.created).toBe(1);
    });

    it('takes good rows and says of thousands of bad ones what to do', async () => {
      const bad = Array.from(
        { length: 3_000 },
        (_, i) => `B${i};n${i};S${i};moon;99.99.2027;x;p`,
      );
      const result = await cmdb.csv([
        WEB,
        ...bad,
        'A2;db',
        DB,
        ';x;S;prod;;;',
        '"open;quote',
      ]);
      expect(result.counts).toMatchObject({
        rows: 3_005,
        bad: 3_003,
        created: 2,
      });
      expect(result.problems).toHaveLength(1_000);
      expect(result.problems[0]).toEqual({
        line: 3,
        reason:
          'Env: must be one of production, staging, test, not "moon"; Warranty: must be a day written dd.MM.yyyy, not "99.99.2027"; RAM: must be a number like 12.5, not "x"',
      });
      const kept = await cmdb.loads.get(result.id!);
      expect(kept).toMatchObject({
        state: 'done',
        counts: { bad: 3_003, created: 2 },
      });
      expect(kept.problems).toEqual(result.problems);
    });

    it('takes what a complete load comes without out of use, and brings it back', async () => {
      await cmdb.csv([WEB, DB], { complete: true });
      await cmdb.json([{ id: 'vm', name: 'x', hardware: { serial: 'SN1' } }], {
        complete: true,
      });
      const without = await cmdb.csv([], { complete: true });
      // The hypervisor still names web-1.
      expect(without.counts).toMatchObject({ retired: 1 });
      expect(await state('resource:default/web-1')).toBe('active');
      expect(await state('resource:default/db-1')).toBe('retired');
      const page = await cmdb.entities.page({});
      expect(
        page.items.find(i => i.ref === 'resource:default/db-1')!.entity,
      ).toBeUndefined();
      await cmdb.json([], { complete: true });
      expect(await state('resource:default/web-1')).toBe('stale');
      const back = await cmdb.csv([WEB, DB], { complete: true });
      expect(back.counts).toMatchObject({ restored: 2, created: 0 });
      expect(await state('resource:default/db-1')).toBe('active');
      expect((await journal('resource:default/db-1')).map(e => e.kind)).toEqual(
        ['ci.created', 'ci.retired', 'ci.restored'],
      );
    });

    it('takes neither bad rows nor half a file for things that are gone', async () => {
      const many = Array.from(
        { length: 40 },
        (_, i) => `M${i};m${i};X${i};prod;;;`,
      );
      await cmdb.csv(many, { complete: true });
      await expect(
        cmdb.csv(many.slice(0, 10), { complete: true }),
      ).rejects.toThrow(
        /30 of the 40 items of excel are not in this load; it looks like half of a file/,
      );
      const bad = many.map(row => row.replace('prod', 'moon'));
      expect((await cmdb.csv(bad, { complete: true })).counts).toMatchObject({
        bad: 40,
        retired: 0,
      });
      const unclear = await cmdb.csv([...many.slice(0, 39), ';?;;prod;;;'], {
        complete: true,
      });
      expect(unclear.counts.retired).toBe(0);
      expect(unclear.message).toMatch(/nothing is taken for missing/);
      const sure = await cmdb.csv(many.slice(0, 10), {
        complete: true,
        allowMany: true,
      });
      expect(sure.counts.retired).toBe(30);
    });

    it('leaves what was taken out of use by hand, until it is restored by hand', async () => {
      await cmdb.csv([WEB]);
      const { itemsService } = cmdb;
      await itemsService.retire(SYSTEM_CALLER, 'resource:default/web-1');
      const result = await cmdb.csv([WEB], { complete: true });
      expect(result.problems).toEqual([
        {
          line: 2,
          reason:
            'resource:default/web-1 was taken out of use by hand; restore it first, or leave the row out',
        },
      ]);
      expect(await state('resource:default/web-1')).toBe('retired');
      await itemsService.restore(SYSTEM_CALLER, 'resource:default/web-1');
      expect((await cmdb.csv([WEB])).counts.unchanged).toBe(1);
    });

    it('gives names that the catalog takes, whatever an item is called', async () => {
      const names = [
        'Ünïcödé Größe',
        '服务器',
        '🖥️ server',
        'a'.repeat(200),
        'web​-1',
        'Ａ１',
        '-.-',
        'é',
        'é',
        'İstanbul',
        'naïve/../etc',
      ];
      const rows = names.map((name, i) => `U${i};"${name}";U${i};prod;;;`);
      const result = await cmdb.csv(rows);
      expect(result.counts).toMatchObject({ created: names.length, bad: 0 });
      const { items } = await cmdb.entities.page({});
      const made = items.map(i => i.entity as unknown as Entity);
      for (const { metadata } of made)
        expect(metadata.name).toMatch(/^(?=.{1,63}$)[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(new Set(made.map(e => e.metadata.name)).size).toBe(names.length);
      // As it was written, in composed letters.
      expect(new Set(made.map(e => e.metadata.title))).toEqual(
        new Set(names.map(n => n.normalize('NFC'))),
      );
      const traps = [
        '\u202egnp.exe',
        'nul\u0000',
        'half\ud800',
        '\u200b\u200d',
        '\u0007bell',
      ];
      const refused = await cmdb.csv(
        traps.map((name, i) => `T${i};${name};T${i};prod;;;`),
      );
      expect(refused.counts).toMatchObject({ created: 0, bad: traps.length });
      expect(await brokenChains(knex)).toEqual([]);
    });

    it('takes no name that another entity has', async () => {
      const kafka: Entity = {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'kafka', uid: 'u-kafka' },
        spec: { type: 'broker', owner: 'platform' },
      };
      await kernel.catalog.put([copyEntity(kafka, [])], clock.now());
      const { changes } = await cmdb.csv(['K1;Kafka;K1;prod;;;']);
      expect(changes[0].ref).toMatch(/^resource:default\/kafka-[0-9a-f]{6}$/);
    });

    it('says of a person that no person is an owner, and of an id in two rows that they differ', async () => {
      const result = await cmdb.csv([
        'P1;p1;P1;prod;;;user:default/maria',
        'P2;p2;P2;prod;;;platform',
        'P2;p2;P2;test;;;platform',
        'P3;p3;P3;prod;;;Platform Team',
        'P4;p4;P4;prod;;;platform',
        'P4;p4;P4;prod;;;platform',
      ]);
      expect(result.counts).toMatchObject({ created: 1, bad: 4 });
      expect(result.problems.map(p => p.reason)).toEqual([
        'Owner: must not be a person; name the group',
        'the id "P2" is in lines 3, 4, which say different things; leave one of them',
        'the id "P2" is in lines 3, 4, which say different things; leave one of them',
        expect.stringContaining('"Platform Team" is no name in the catalog'),
      ]);
    });
  },
);
