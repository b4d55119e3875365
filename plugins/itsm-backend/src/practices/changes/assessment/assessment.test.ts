import type { Entity } from '@backstage/catalog-model';
import {
  changeDraftSchema,
  type Assessment,
  type ChangeDraftInput,
  type ChangeType,
} from '@callboard/plugin-itsm-common';
import {
  conflictsServiceRef,
  SYSTEM_CALLER,
  type BusySpan,
  type Caller,
  type ConflictSource,
  type Practice,
  type RecordValues,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import { aChangeOf, entity, shopIn } from '../../../tests/shopIn';
import { ChangeStore } from '../ChangeStore';
import { buildAssessment } from './part';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const dana = user('dana', ['service-desk'], ['agent']);
const rita = user('rita', ['marketing']);

let story = 0;
const space = () => `assess${story}`;
const component = (name: string) => `component:${space()}/${name}`;
const resource = (name: string) => `resource:${space()}/${name}`;
/** Stories must not meet on the calendar either. */
const day = () => NOON + story * 40 * 24 * HOUR;
const hour = (n: number) => new Date(day() + n * HOUR).toISOString();
const draftOf = (affects: string[], from: number, to: number) => ({
  affects,
  plannedStart: hour(from),
  plannedEnd: hour(to),
});

describe.each(databases.eachSupportedId())('assessments on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let practices: Practice[];
  let majors: BusySpan[] = [];
  const goesOn: ConflictSource = {
    id: 'majors',
    kind: 'major-incident',
    busy: async () => majors,
  };

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    clock = new FixedClock();
    practices = await registeredPractices();
    kernel = await kernelOnDatabase(knex, { clock, practices, entities: [] });
    for (const practice of practices) practice.services?.(kernel);
    kernel.services.find(conflictsServiceRef)!.addSource(goesOn);
  });

  const settle = async () => {
    for (let i = 0; i < 20; i += 1) {
      await kernel.followers.drain();
      clock.pass(71_000);
      if ((await kernel.due.runDue()) === 0) return;
    }
    throw new Error('It does not come to rest');
  };
  const read = async (...entities: Entity[]) => {
    clock.pass(60_000);
    await kernel.catalog.writer.put(
      entities.map(e => copyEntity(e, [])),
      clock.now(),
    );
    await settle();
  };
  const readShop = () => read(...shopIn(space()));
  beforeEach(async () => {
    story += 1;
    majors = [];
    await readShop();
  });

  const filed = async (
    affects: string[],
    [from, to]: [number, number],
    more: RecordValues & { changeType?: ChangeType } = {},
    { draft = false } = {},
  ) => {
    const { record } = await kernel.records.changeRecord(SYSTEM_CALLER, {
      ...aChangeOf(affects, Date.parse(hour(from)), Date.parse(hour(to)), more),
    });
    if (!draft)
      await kernel.records.changeRecord(SYSTEM_CALLER, {
        id: record.id,
        transition: 'submit',
      });
    return record;
  };
  const now = async (id: string) =>
    (await kernel.records.view(SYSTEM_CALLER, id, 'change')).record;
  const assessments = () => {
    const { plain } = buildAssessment(kernel, {
      store: () => new ChangeStore(knex),
    });
    plain.addSource(goesOn);
    return plain;
  };
  const assess = (
    draft: ChangeDraftInput,
    caller: Caller = dana,
  ): Promise<Assessment> =>
    assessments().assess(caller, changeDraftSchema.parse(draft));
  const define = (kind: string, key: string, body: object | undefined) =>
    body
      ? kernel.definitionService.write(SYSTEM_CALLER, kind, key, { body })
      : kernel.definitionService.remove(SYSTEM_CALLER, kind, key);

  it('says what a change hits, what it meets at any distance with the way to it, and when it meets nothing', async () => {
    const same = await filed([resource('db')], [1, 3]);
    const hits = await filed([component('shop')], [2, 4]);
    const under = await filed([resource('disk')], [0, 2]);
    const joint = await filed([resource('db2')], [1, 2]);
    const later = await filed([resource('db')], [30, 31]);
    await filed([component('aside')], [1, 3]);
    const draft = {
      affects: [resource('db')],
      plannedStart: hour(1),
      plannedEnd: hour(3),
    };
    const found = await assess(draft);

    expect(found.impact).toMatchObject({
      total: 2,
      kinds: [{ kind: 'component', count: 2 }],
      withstood: { total: 1, spent: 1 },
      wholeCatalog: true,
    });
    expect(found.impact?.items.map(i => [i.ref, i.distance])).toEqual([
      [component('cart'), 1],
      [component('shop'), 2],
    ]);
    const told = found.conflicts.items.map(c => ({
      kind: c.kind,
      number: c.with.number,
      connection: c.connection,
      path: c.path,
      overlap: [c.overlap.from, c.overlap.to],
    }));
    expect(new Set(told)).toEqual(
      new Set([
        {
          kind: 'change',
          number: same.number,
          connection: 'same',
          path: [resource('db')],
          overlap: [hour(1), hour(3)],
        },
        {
          kind: 'change',
          number: hits.number,
          connection: 'hits',
          path: [resource('db'), component('cart'), component('shop')],
          overlap: [hour(2), hour(3)],
        },
        {
          kind: 'change',
          number: under.number,
          connection: 'hit-by',
          path: [resource('disk'), resource('db')],
          overlap: [hour(1), hour(2)],
        },
        {
          kind: 'joint',
          number: joint.number,
          connection: undefined,
          path: [resource('db'), component('orders')],
          overlap: [hour(1), hour(2)],
        },
      ]),
    );
    expect(
      found.conflicts.items.find(({ kind }) => kind === 'joint'),
    ).toMatchObject({
      theirs: [resource('db2'), component('orders')],
      redundancy: { atLeast: 1, ref: component('orders') },
      words: `Together with ${joint.number} it leaves 0 of 2 that orders can lose some of; it needs 1. Neither does so alone.`,
    });
    // After the last of them; then at the same time on the days after, but for what is planned there.
    expect(found.slots.items.slice(0, 3)).toEqual([
      { from: hour(4), to: hour(6) },
      { from: hour(25), to: hour(27) },
      { from: hour(31), to: hour(33) },
    ]);
    expect(later.number).toBeDefined();
    const factors = Object.fromEntries(
      found.risk.factors.map(f => [f.key, f.points]),
    );
    expect(factors).toMatchObject({
      type: 5,
      blast: 5,
      'spent-redundancy': 5,
      'conflicts-change': 10,
      'conflicts-joint': 20,
    });
    expect(found.risk.score).toBe(
      found.risk.factors.reduce((sum, { points }) => sum + points, 0),
    );
    expect(found.partial).toEqual([]);

    // It is not in conflict with itself.
    const own = await assess({ ...draft, id: same.number });
    expect(own.conflicts.items.map(c => c.with.number)).not.toContain(
      same.number,
    );
  });

  it('refuses what is not there, and says what it cannot know', async () => {
    await expect(assess({ affects: [resource('mars')] })).rejects.toThrow(
      /affects.*resource:assess\d+\/mars/,
    );
    const nothing = await assess({});
    expect(nothing.impact).toBeUndefined();
    expect(nothing.partial).toHaveLength(2);
    expect(nothing.slots).toEqual({ items: [] });
    const refused = (draft: ChangeDraftInput) =>
      changeDraftSchema.safeParse(draft).error?.issues.map(i => i.message);
    expect(
      refused({ plannedStart: hour(2), plannedEnd: hour(1) })?.[0],
    ).toMatch('must be after the planned start');
    expect(
      refused({ plannedStart: hour(0), plannedEnd: hour(24 * 3_653) })?.[0],
    ).toMatch('at most 90 days');
    expect(refused({ plannedStart: hour(0) })?.[0]).toMatch('together');
    expect(
      refused({
        affects: Array.from({ length: 5_000 }, (_, n) => component(`c${n}`)),
      })?.[0],
    ).toMatch('at most 100 items');
  });

  it('meets freezes of what it hits, and major incidents; maintenance is when it is expected', async () => {
    const window = (
      kind: string,
      from: number,
      hours: number,
      ref: string,
    ) => ({
      title: `${kind} of ${ref.split('/')[1]}`,
      kind,
      timezone: 'UTC',
      start: hour(from).slice(0, 16),
      duration: `${hours}h`,
      scope: { items: [ref] },
    });
    await define(
      'change-window',
      `freeze${story}`,
      window('freeze', 0, 10, component('shop')),
    );
    await define(
      'change-window',
      `maintenance${story}`,
      window('maintenance', 50, 4, resource('db')),
    );
    majors = [
      {
        id: '1',
        title: 'Disks are slow',
        from: Date.parse(hour(0)),
        to: Date.parse(hour(24)),
        items: [resource('disk')],
      },
    ];
    await settle();
    const at = (ref: string, from: number) =>
      assess(draftOf([ref], from, from + 2));
    const below = await at(resource('db'), 1);
    expect(
      below.conflicts.items.map(({ kind, words }) => [kind, words]),
    ).toEqual(
      expect.arrayContaining([
        ['freeze', 'freeze of shop freezes shop, which fails if db does.'],
        [
          'major-incident',
          'The major incident “Disks are slow” goes on at disk, and db fails if that does.',
        ],
      ]),
    );
    // Only what is frozen itself needs an exception.
    expect(below.conflicts.inFreeze).toBe(false);
    expect((await at(component('shop'), 1)).conflicts.inFreeze).toBe(true);
    expect((await at(component('shop'), 10)).conflicts.inFreeze).toBe(false);
    expect(below.slots.items[0]).toEqual({
      from: hour(50),
      to: hour(52),
      maintenance: 'maintenance of db',
    });
    const within = await at(resource('db'), 51);
    expect(
      within.risk.factors.find(({ key }) => key === 'maintenance')?.points,
    ).toBe(-10);
    await define('change-window', `freeze${story}`, undefined);
    await define('change-window', `maintenance${story}`, undefined);
  });

  it('makes nothing stale that somebody goes on with: what is worked out is nobody’s edit', async () => {
    const asDraft = { draft: true };
    const { id } = await filed([resource('db')], [1, 3], {}, asDraft);
    await settle();
    // Nobody but its writer has to do with a draft.
    expect((await now(id)).risk).toBeUndefined();
    const submitted = { id, transition: 'submit' };
    const done = await kernel.records.changeRecord(SYSTEM_CALLER, submitted);
    const { version } = done.record;
    await settle();
    expect((await now(id)).risk).toBeDefined();
    expect((await now(id)).version).toBeGreaterThan(version);
    const { record } = await kernel.records.changeRecord(dana, {
      id,
      expectedVersion: version,
      set: { plan: 'Do it twice.' },
    });
    await settle();
    await expect(
      kernel.records.changeRecord(dana, {
        id,
        expectedVersion: version,
        set: { plan: 'Do it once.' },
      }),
    ).rejects.toThrow(/changed Implementation plan/);
    expect((await now(id)).version).toBe(record.version);
  });

  it('tells of what one may not read when it is, and of what is restricted nothing', async () => {
    const open = await filed([resource('db')], [1, 3]);
    await filed([resource('db')], [1, 4], { visibility: 'restricted' });
    const draft = draftOf([resource('db')], 1, 2);
    const found = await assessments().assess(
      { ...rita, scopes: new Map([['itsm.change.read', 'none']]) },
      changeDraftSchema.parse(draft),
    );
    expect(found.conflicts.items).toEqual([
      {
        kind: 'change',
        with: { hidden: true, span: { from: hour(1), to: hour(3) } },
        overlap: { from: hour(1), to: hour(2) },
        connection: undefined,
        path: [],
        words:
          'A change that you may not read is at the same time, on the same or a connected item.',
      },
    ]);
    expect(found.conflicts.total).toBe(1);
    expect(found.slots.items[0].from).toBe(hour(3));
    expect((await assess(draft)).conflicts.items[0].with.number).toBe(
      open.number,
    );
  });

  it('is worked out anew for whom it concerns when anything moves, and then rests', async () => {
    const first = await filed([resource('db')], [1, 3]);
    await settle();
    expect(await now(first.id)).toMatchObject({
      risk: expect.any(String),
      conflictCount: 0,
    });
    const second = await filed([component('shop')], [2, 4]);
    const planned = await filed(
      [resource('disk')],
      [2, 4],
      {},
      { draft: true },
    );
    await settle();
    const counts = async () =>
      Promise.all(
        [first, second, planned].map(
          async ({ id }) => (await now(id)).conflictCount,
        ),
      );
    // A draft is in nobody's way, and what is in its is said where it is looked at.
    expect(await counts()).toEqual([1, 1, undefined]);
    const score = (await now(first.id)).riskScore;

    // What it writes itself sets nothing off.
    const entries = async () =>
      Number((await knex('journal').max({ at: 'position' }).first())?.at);
    const before = await entries();
    await settle();
    expect(await entries()).toBe(before);

    await kernel.records.changeRecord(SYSTEM_CALLER, {
      id: second.id,
      set: {
        plannedStart: Date.parse(hour(5)),
        plannedEnd: Date.parse(hour(6)),
      },
    });
    await settle();
    expect(await counts()).toEqual([0, 0, undefined]);
    expect((await now(first.id)).riskScore).toBeLessThan(Number(score));

    // The shop comes to need the disk by another way, and the first change is moved there too.
    await kernel.records.changeRecord(SYSTEM_CALLER, {
      id: first.id,
      set: {
        plannedStart: Date.parse(hour(5)),
        plannedEnd: Date.parse(hour(6)),
      },
    });
    await settle();
    expect(await counts()).toEqual([1, 1, undefined]);
    await read(entity(component('cart'), []));
    expect(await counts()).toEqual([0, 0, undefined]);

    await define('change-window', `frozen${story}`, {
      title: 'Frozen',
      kind: 'freeze',
      timezone: 'UTC',
      start: hour(0).slice(0, 16),
      duration: '1d',
      scope: { items: [component('shop')] },
    });
    await settle();
    expect(await now(second.id)).toMatchObject({
      inFreeze: true,
      conflictCount: 1,
    });
    expect((await now(first.id)).inFreeze).toBeFalsy();
    await define('change-window', `frozen${story}`, undefined);
    await settle();
    expect((await now(second.id)).inFreeze).toBeFalsy();

    await kernel.records.changeRecord(SYSTEM_CALLER, {
      id: planned.id,
      entityLinks: [{ kind: 'affects', target: component('shop') }],
      set: {
        plannedStart: Date.parse(hour(5)) - HOUR,
        plannedEnd: Date.parse(hour(6)),
      },
      transition: 'submit',
    });
    await settle();
    expect(await counts()).toEqual([1, 1, 2]);
    await kernel.records.changeRecord(SYSTEM_CALLER, {
      id: planned.id,
      transition: 'cancel',
      set: { cancelReason: 'Not now.' },
    });
    await settle();
    expect((await counts()).slice(0, 2)).toEqual([0, 0]);
    expect(
      await knex('change_conflicts').where('other_id', planned.id),
    ).toEqual([]);
  });

  it('knows the same items only, where nothing knows what depends on what', async () => {
    const without = practices.filter(({ id }) => id === 'changes');
    const bare = await kernelOnDatabase(knex, {
      clock,
      practices: without,
      entities: [],
    });
    await filed([resource('db')], [1, 3]);
    await filed([component('shop')], [1, 3]);
    const { plain } = buildAssessment(bare, {
      store: () => new ChangeStore(knex),
    });
    const found = await plain.assess(
      SYSTEM_CALLER,
      changeDraftSchema.parse(draftOf([resource('db')], 1, 2)),
    );
    expect(found.impact).toBeUndefined();
    expect(found.conflicts.items.map(({ connection }) => connection)).toEqual([
      'same',
    ]);
    expect(found.partial).toEqual([
      'What depends on what is not known here: only other changes of the same items are found.',
    ]);
    expect(found.risk.factors.map(({ key }) => key)).not.toContain('blast');
  });
});
