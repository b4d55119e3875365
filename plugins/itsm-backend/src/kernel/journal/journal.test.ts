import { type TestDatabaseId } from '@backstage/backend-test-utils';
import type { Participant } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const maria = user('maria', ['payments']);
const rita = user('rita', ['marketing']);

/** Writes past the triggers that keep the journal, as somebody with the rights of its owner could. */
async function tamper(
  knex: Knex,
  id: TestDatabaseId,
  work: (knex: Knex) => Promise<unknown>,
) {
  if (id !== 'SQLITE_3') {
    await knex.raw('alter table journal disable trigger user');
    await work(knex);
    await knex.raw('alter table journal enable trigger user');
    return;
  }
  const triggers = await knex('sqlite_master')
    .where({ type: 'trigger', tbl_name: 'journal' })
    .select('name', 'sql');
  for (const { name } of triggers) await knex.raw(`drop trigger ${name}`);
  await work(knex);
  for (const { sql } of triggers) await knex.raw(sql);
}

describe.each(databases.eachSupportedId())('the journal on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    clock = new FixedClock();
    kernel = await kernelOnDatabase(knex, { clock });
  });

  const file = async (by: Caller = rita, set: object = {}) => {
    const { record } = await kernel.records.changeRecord(by, {
      create: 'incident',
      set: {
        serviceRef: 'component:default/checkout',
        title: 'Checkout returns 502',
        impact: 1,
        urgency: 1,
        requesterRef: by.ref,
        ...set,
      },
    });
    return record;
  };
  const change = (id: string, what: object, by: Caller = maria) =>
    kernel.records.changeRecord(by, { id, ...what });
  const verify = (id: string) => kernel.records.verify(maria, id);
  const journal = (id: string, by: Caller = maria, options = {}) =>
    kernel.records.journal(by, id, options);
  const positions = async (id: string): Promise<number[]> =>
    (await knex('journal').where('subject_id', id).orderBy('position')).map(e =>
      Number(e.position),
    );

  /** An incident with a handful of entries of all kinds. */
  async function worked() {
    const { id } = await file();
    await change(id, { transition: 'start' });
    await change(id, {
      comment: { body: 'Looking at it, Rita', audience: 'requester' },
    });
    await change(id, {
      set: { description: 'Pool exhausted', assigneeRef: 'user:default/sam' },
    });
    await change(id, {
      participants: [
        { principalRef: 'user:default/dana', role: 'watcher', canRead: false },
      ],
    });
    await change(id, {
      link: { kind: 'affects', target: 'component:default/cart' },
    });
    return id;
  }

  it('holds what happened, in order, with before and after, and verifies', async () => {
    const { id, number } = await file();
    clock.pass(60_000);
    await change(id, { transition: 'start' });
    await change(number, { set: { assigneeRef: null, impact: 3 } });
    const { items, refs } = await journal(number);
    expect(
      items.map(e => [e.kind, e.actorRef, e.transition, e.status]),
    ).toEqual([
      ['record.changed', 'user:default/maria', undefined, 'in-progress'],
      ['record.transitioned', 'user:default/maria', 'start', 'in-progress'],
      ['record.created', 'user:default/rita', undefined, 'new'],
    ]);
    expect(items[0].changes).toEqual(
      expect.arrayContaining([
        {
          field: 'priority',
          label: 'Priority',
          type: 'number',
          before: 1,
          after: 3,
        },
        {
          field: 'assigneeRef',
          label: 'Assignee',
          type: 'user',
          before: 'user:default/maria',
          after: undefined,
        },
      ]),
    );
    expect(items[1]).toMatchObject({
      at: new Date(NOON + 60_000).toISOString(),
      mode: 'enforce',
      from: 'new',
      to: 'in-progress',
    });
    expect(refs).toMatchObject({
      'component:default/checkout': { title: 'checkout', dangling: false },
    });
    expect(await verify(id)).toEqual({ entries: 3 });
    // Words and people stand beside it, never in it.
    const stored = JSON.stringify(
      await knex('journal').where('subject_id', id),
    );
    expect(stored).not.toMatch(/returns 502|rita|maria/);
  });

  it('says who takes part in a record from its beginning, which only those who work on it say', async () => {
    const dana = 'user:default/dana';
    const begin = (by: Caller, participants: Participant[], set: object = {}) =>
      kernel.records.changeRecord(by, {
        create: 'incident',
        participants,
        set: {
          serviceRef: 'component:default/checkout',
          ...{ title: 'Who looks along', impact: 1, urgency: 1 },
          ...{ requesterRef: rita.ref, ...set },
        },
      });
    const { record } = await begin(
      maria,
      [
        { principalRef: dana, role: 'collaborator', canRead: false },
        { principalRef: rita.ref, role: 'watcher', canRead: false },
        // Said twice, the last word counts.
        { principalRef: dana, role: 'collaborator', canRead: true },
      ],
      { visibility: 'restricted' },
    );
    const { participants } = await kernel.records.view(maria, record.id);
    expect(participants).toEqual(
      expect.arrayContaining([
        { principalRef: dana, role: 'collaborator', canRead: true },
        { principalRef: rita.ref, role: 'watcher', canRead: false },
        expect.objectContaining({ principalRef: rita.ref, role: 'named' }),
      ]),
    );
    const { items } = await journal(record.id);
    expect(
      items.filter(e => e.participant).map(e => e.participant!.principalRef),
    ).toEqual([rita.ref, dana]);
    expect(await verify(record.id)).toEqual({ entries: 3 });
    // She was let in: the record is for those who take part.
    const seen = await kernel.records.view(user('dana', []), record.number);
    expect(seen.record.id).toBe(record.id);

    const before = await knex('records').count({ n: '*' }).first();
    for (const [by, participant, said] of [
      [rita, { role: 'collaborator', canRead: true }, /Only those who work on/],
      [
        maria,
        { role: 'watcher', canRead: true },
        /watching never gives access/,
      ],
    ] as const)
      await expect(
        begin(by, [{ principalRef: dana, ...participant }]),
      ).rejects.toThrow(said);
    expect(await knex('records').count({ n: '*' }).first()).toEqual(before);
    // Whoever asks for something may hear of it.
    await begin(rita, [
      { principalRef: rita.ref, role: 'watcher', canRead: false },
    ]);
  });

  it('is read in pages, and ends where it ends, also where links are hidden', async () => {
    const { id } = await file();
    const secret = await file(user('sam', ['storefront']), {
      visibility: 'restricted',
      serviceRef: 'component:default/cart',
    });
    for (let i = 0; i < 4; i += 1) {
      await change(id, {
        comment: { body: `Step ${i}`, audience: 'internal' },
      });
      // Somebody who may read both links them; maria may read one end only.
      await change(
        id,
        {
          link: {
            kind: ['affects', 'blocks', 'relates-to', 'caused-by'][i],
            target: secret.number,
          },
        },
        user('boss', [], ['agent', 'restrictedReader']),
      );
    }
    const seen: number[] = [];
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await journal(id, maria, { limit: 2, cursor });
      seen.push(...page.items.map(e => e.position));
      expect(JSON.stringify(page)).not.toContain(secret.number);
      cursor = page.pageInfo.nextCursor;
      pages += 1;
    } while (cursor && pages < 10);
    const all = await journal(id);
    expect(all.pageInfo.nextCursor).toBeUndefined();
    expect(all.items.map(e => e.kind)).toEqual([
      ...Array(4).fill('comment.added'),
      'record.created',
    ]);
    expect(seen).toEqual(all.items.map(e => e.position));

    expect(
      (await journal(id, maria, { show: 'comments' })).items.map(
        e => e.comment!.body,
      ),
    ).toEqual(['Step 3', 'Step 2', 'Step 1', 'Step 0']);
    expect(
      (await journal(id, maria, { show: 'changes' })).items.map(e => e.kind),
    ).toEqual(['record.created']);
    // Comments for those who work on it are not even entries to the requester.
    expect((await journal(id, rita)).items.map(e => e.kind)).toEqual([
      'record.created',
    ]);
    await expect(
      journal(id, maria, { cursor: all.items[0].position }),
    ).rejects.toThrow('cursor: is not one');
  });

  it.each<
    [string, (rows: number[]) => [number, (knex: Knex) => Promise<unknown>]]
  >([
    [
      'a changed payload',
      rows => [
        rows[1],
        k =>
          k('journal')
            .where('position', rows[1])
            .update({ payload: '{"version":2,"changes":[]}' }),
      ],
    ],
    [
      'a changed status',
      rows => [
        rows[2],
        k =>
          k('journal').where('position', rows[2]).update({ status: 'closed' }),
      ],
    ],
    [
      'a changed time',
      rows => [
        rows[3],
        k =>
          k('journal')
            .where('position', rows[3])
            .update({ at: NOON - 1 }),
      ],
    ],
    [
      'another actor',
      rows => [
        rows[1],
        async k => {
          const { id } = await k('principals')
            .where('ref', 'user:default/rita')
            .first();
          return k('journal')
            .where('position', rows[1])
            .update({ actor_id: id });
        },
      ],
    ],
    [
      'a removed first entry',
      rows => [rows[1], k => k('journal').where('position', rows[0]).delete()],
    ],
    [
      'a removed middle entry',
      rows => [rows[3], k => k('journal').where('position', rows[2]).delete()],
    ],
    [
      'a cut end',
      rows => [
        rows[rows.length - 2],
        k =>
          k('journal')
            .where('position', rows[rows.length - 1])
            .delete(),
      ],
    ],
    [
      'nothing left of it',
      rows => [0, k => k('journal').whereIn('position', rows).delete()],
    ],
    [
      'other words in a comment',
      rows => [
        rows[2],
        async k => {
          const entry = k('journal').where('position', rows[0]);
          const { text_id } = await k('comments')
            .where('record_id', entry.select('subject_id'))
            .first();
          return k('texts')
            .where('id', text_id)
            .update({ body: 'Never looked at it' });
        },
      ],
    ],
  ])('shows %s', async (_, what) => {
    const id = await worked();
    const rows = await positions(id);
    expect(await verify(id)).toEqual({ entries: rows.length });
    const [brokenAt, work] = what(rows);
    await tamper(knex, databaseId, work);
    expect(await verify(id)).toMatchObject({ brokenAt });
    // The guard stands again.
    await expect(knex('journal').update({ kind: 'x' })).rejects.toThrow(
      /append-only/,
    );
  });

  it('shows that somebody else was put in a person’s place', async () => {
    const id = await worked();
    const sam = () => knex('principals').where('ref', 'user:default/sam');
    await sam().update({ ref: 'user:default/somebody-else' });
    expect(await verify(id)).toMatchObject({
      brokenAt: (await positions(id))[3],
    });
    await knex('principals')
      .where('ref', 'user:default/somebody-else')
      .update({ ref: 'user:default/sam' });
    expect(await verify(id)).toEqual({ entries: 6 });
  });

  it('still verifies when words and people are erased, and no longer tells them', async () => {
    const id = await worked();
    expect(await verify(id)).toEqual({ entries: 6 });
    await knex('texts').where('subject_id', id).update({ body: null });
    await knex('principals')
      .whereIn('ref', [
        'user:default/maria',
        'user:default/rita',
        'user:default/sam',
        'user:default/dana',
      ])
      .update({ ref: null, erased_at: NOON });
    expect(await verify(id)).toEqual({ entries: 6 });

    const { items } = await journal(id);
    expect(items).toHaveLength(6);
    const erased = expect.stringMatching(/^user:erased\/\d+$/);
    for (const item of items) expect(item.actorRef).toEqual(erased);
    const [link, participant, edited, comment, started, created] = items;
    expect(link.link).toMatchObject({ target: 'component:default/cart' });
    expect(participant.participant).toEqual({
      principalRef: erased,
      role: 'watcher',
    });
    expect(comment.comment).toEqual({
      id: expect.any(String),
      body: undefined,
    });
    const field = (entry: typeof created, key: string) =>
      entry.changes.find(c => c.field === key);
    expect(field(edited, 'description')).toEqual({
      field: 'description',
      label: 'Description',
      type: 'text',
      before: undefined,
      after: undefined,
    });
    expect(field(edited, 'assigneeRef')).toMatchObject({
      before: erased,
      after: erased,
    });
    expect(field(created, 'title')!.after).toBeUndefined();
    // What is not personal stays.
    expect(field(created, 'serviceRef')!.after).toBe(
      'component:default/checkout',
    );
    expect(started.transition).toBe('start');
    expect(JSON.stringify(items)).not.toMatch(
      /Looking|Pool|returns 502|maria|rita|sam|dana/,
    );

    // Somebody of the same name comes again and is somebody new.
    const again = await kernelOnDatabase(knex, { clock });
    await again.records.changeRecord(maria, {
      id,
      comment: { body: 'Back', audience: 'internal' },
    });
    expect((await journal(id)).items[0].actorRef).toBe('user:default/maria');
    expect(await verify(id)).toEqual({ entries: 7 });
  });

  it('keeps one chain for a record that a command both changes and links to', async () => {
    const [a, b] = [await file(), await file()];
    for (const [first, second] of [
      [a, b],
      [b, a],
    ]) {
      await kernel.records.changeRecords(maria, [
        {
          id: first.number,
          set: { impact: 2 },
          link: { kind: 'blocks', target: second.id },
        },
        {
          id: second.number,
          set: { impact: 3 },
          comment: { body: 'Blocked', audience: 'internal' },
        },
      ]);
      await kernel.records.changeRecords(maria, [
        { id: first.number, comment: { body: 'Still', audience: 'internal' } },
        {
          id: second.id,
          set: { impact: 1 },
          link: { kind: 'relates-to', target: first.id },
        },
      ]);
      for (const { id } of [a, b])
        expect((await verify(id)).brokenAt).toBeUndefined();
    }
    const commands = new Set(
      (await journal(a.id)).items.slice(0, -1).map(e => e.commandId),
    );
    expect(commands.size).toBe(4);
    // The same record twice is refused, by whatever names.
    const twice = kernel.records.changeRecords(maria, [
      { id: a.number, comment: { body: 'One', audience: 'internal' } },
      { id: a.id, comment: { body: 'Two', audience: 'internal' } },
    ]);
    await expect(twice).rejects.toThrow(
      'A command may change a record once; it names one twice',
    );
    expect((await verify(a.id)).brokenAt).toBeUndefined();
  });
});
