import { USUAL_GATES } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type Caller } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  anton,
  CHECKOUT,
  dana,
  designOnDatabase,
  maria,
  why,
} from '../../../tests/designOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('gates on %s', databaseId => {
  let knex: Knex;
  let world: Awaited<ReturnType<typeof designOnDatabase>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    world = await designOnDatabase(knex);
  });

  it('nothing is brought in past its gate, by whichever way, until its evidence is there', async () => {
    const { number, id } = await world.service();
    const asked = USUAL_GATES['to-transition'].sections.map(s => s.section);
    expect(await world.gates.of(id, 'to-transition')).toMatchObject({
      passes: false,
      missing: expect.arrayContaining([
        'Requirements must be accepted; the section is empty.',
      ]),
    });
    // What has no gate in its way is open.
    expect(await world.gates.of(id, 'stop')).toEqual({
      passes: true,
      missing: [],
    });
    for (const as of [maria, dana, SYSTEM_CALLER])
      expect(await why(world.take(number, 'to-transition', as))).toMatch(
        /^ConflictError: The gate “Ready to be brought in” is closed\. Requirements must be accepted; the section is empty\./,
      );
    for (const key of asked) await world.accept(number, key);
    expect(await world.gates.of(id, 'to-transition')).toEqual({
      passes: true,
      missing: [],
    });
    const [{ id: shown }] = (await world.section(number, 'security')).evidence;
    await world.design.removeEvidence(anton, number, 'security', shown);
    expect(await why(world.take(number, 'to-transition'))).toMatch(
      'Security was changed since it was accepted; have it accepted again.',
    );
    await world.move(number, 'security', 'send-back', anton, 'Where is it?');
    await world.move(number, 'security', 'submit');
    await world.move(number, 'security', 'accept', dana);
    expect(await why(world.take(number, 'to-transition'))).toMatch(
      'Security has 0 of 1 pieces of evidence.',
    );
    await world.show(number, 'security');
    await world.move(number, 'security', 'accept', anton);
    expect((await world.take(number, 'to-transition')).record.status).toBe(
      'transition',
    );
    const { gates } = await world.design.gates(maria, number);
    expect(gates.map(g => [g.gate, g.passes, g.behind])).toEqual([
      ['to-transition', true, true],
      ['operate', false, false],
    ]);
  });

  it('what a gate asks of the data holds it closed by whichever way, not only before it is tried', async () => {
    const asks = [
      [{ score: 90 }, 'has no score yet'],
      [{ milestones: true }, 'The milestone “Data moved” is not done.'],
      [{ highestRisk: 11 }, 'A risk of 12 of 25 is open'],
    ] as const;
    const { id, number } = await world.service('design', {
      entityRef: CHECKOUT,
    });
    await world.add(number);
    await world.risk(CHECKOUT, 3, 4);
    for (const [checks, words] of asks) {
      await world.define('readiness-gate', 'data', {
        title: 'Data',
        gate: 'to-transition',
        sections: [],
        checks,
      });
      // What the definitions say is known since it was looked at.
      expect((await world.gates.of(id, 'to-transition')).passes).toBe(false);
      for (const as of [maria, SYSTEM_CALLER])
        expect(await why(world.take(number, 'to-transition', as))).toMatch(
          words,
        );
    }
    await world.kernel.definitionService.remove(
      SYSTEM_CALLER,
      'readiness-gate',
      'data',
    );
  });

  it('no order of steps leads past a gate without its evidence', async () => {
    const people = [maria, anton, dana];
    const keys = ['requirements', 'security'] as const;
    await world.define('readiness-gate', 'both', {
      title: 'Both',
      gate: 'to-transition',
      sections: keys.map(section => ({ section, evidence: 1 })),
    });
    interface Step {
      who: Caller;
      key: (typeof keys)[number];
      does:
        | 'write'
        | 'show'
        | 'hide'
        | 'submit'
        | 'accept'
        | 'not-needed'
        | 'reopen'
        | 'go';
    }
    const step: fc.Arbitrary<Step> = fc.record({
      who: fc.constantFrom(...people),
      key: fc.constantFrom(...keys),
      does: fc.constantFrom(
        'write',
        'show',
        'hide',
        'submit',
        'accept',
        'not-needed',
        'reopen',
        'go',
      ),
    });
    // Steps that lead there often enough, with others between them.
    const way = (key: (typeof keys)[number]) =>
      (['write', 'show', 'submit', 'accept'] as const).map((does, i) => ({
        who: people[i === 3 ? 1 : 0],
        key,
        does,
      }));
    const steps = fc
      .tuple(
        fc.array(step, { maxLength: 6 }),
        fc.array(step, { maxLength: 3 }),
        fc.array(step, { maxLength: 2 }),
      )
      .map(([a, b, c]) => [...a, ...way(keys[0]), ...b, ...way(keys[1]), ...c]);
    /** Carries a step out. @returns whether nothing refused it */
    const carryOut = async (number: string, one: Step) => {
      const { who, key, does } = one;
      switch (does) {
        case 'write':
          return why(world.write(number, key, { body: 'x' }, who));
        case 'show':
          return why(world.show(number, key, undefined, who));
        case 'hide': {
          const [first] = (await world.section(number, key)).evidence;
          return first
            ? why(world.design.removeEvidence(who, number, key, first.id))
            : 'nothing';
        }
        case 'go':
          return why(world.take(number, 'to-transition', who));
        default:
          return why(world.move(number, key, does, who, 'Because'));
      }
    };
    /** What a gate asks for and is not there: in the tables, not through what refused or let pass. */
    const lacks = async (recordId: string) => {
      const rows = await knex('design_sections as s')
        .where('s.record_id', recordId)
        .whereIn('s.section_key', keys)
        .where('s.state', 'accepted')
        .whereRaw('s.accepted_revision = s.revision')
        .whereRaw('s.accepted_by_ref <> s.words_by_ref')
        .whereRaw('s.accepted_by_ref <> s.edited_by_ref')
        .whereExists(q =>
          q
            .select(knex.raw('1'))
            .from('design_evidence as e')
            .whereRaw('e.section_id = s.id'),
        )
        .select('s.section_key');
      const there = rows.map(row => row.section_key);
      return keys.filter(key => !there.includes(key));
    };
    const last: Step = { who: maria, key: keys[0], does: 'go' };
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(steps, async drawn => {
        const { id, number } = await world.service();
        await world.gates.of(id, 'to-transition');
        for (const one of [...drawn, last]) {
          await carryOut(number, one);
          const { status } = await knex('records').where({ id }).first();
          const lacking = await lacks(id);
          expect(status === 'design' || lacking.length === 0).toBe(true);
          if (status === 'design') continue;
          passed += 1;
          return;
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 12), seed: 8 },
    );
    // A gate that never opens would hold too.
    expect(passed).toBeGreaterThan(1);
    await world.kernel.definitionService.remove(
      SYSTEM_CALLER,
      'readiness-gate',
      'both',
    );
  });
});

// SQLite has one writer at a time: nothing changes between a look and the move that waits for it.
describe('a gate that closes while a service waits to pass it', () => {
  let knex: Knex;
  let world: Awaited<ReturnType<typeof designOnDatabase>>;
  const CART = 'component:default/cart';

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    world = await designOnDatabase(knex);
    await world.define('readiness-gate', 'data', {
      title: 'Data',
      gate: 'to-transition',
      sections: [],
      checks: { score: 50, highestRisk: 11, milestones: true },
    });
  });

  const waits = async () => {
    const { rows } = await knex.raw(
      `select count(*)::int as n from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return rows[0].n > 0;
  };

  it.each<[string, string, (tx: Knex, id: string) => Promise<unknown>]>([
    [
      'score',
      'Its checklist scores 49 of 100',
      tx => tx('service_profiles').where({ ref: CART }).update({ score: 49 }),
    ],
    [
      'milestones',
      'The milestone “Trained” is not done.',
      (tx, id) =>
        tx('transition_milestones').insert({
          id: uuidv7(),
          record_id: id,
          words: 'Trained',
          words_by_ref: maria.ref,
          state: 'planned',
          planned_from: 1,
          planned_to: 2,
          go_live: false,
          version: 1,
          created_at: 1,
          updated_at: 1,
        }),
    ],
    ['risks', 'A risk of 20 of 25 is open', () => world.risk(CART, 4, 5)],
  ])('holds it up by its %s', async (_, words, change) => {
    const { id, number } = await world.service('design', { entityRef: CART });
    await knex('service_profiles')
      .insert({
        ref: CART,
        kind: 'component',
        title: 'Cart',
        sort_title: 'cart',
        words: ' cart',
        section: 'known',
        checks: '[]',
        score: 80,
        computed_at: 1,
      })
      .onConflict('ref')
      .merge();
    expect(await world.gates.of(id, 'to-transition')).toEqual({
      passes: true,
      missing: [],
    });
    const somebody = await knex.transaction();
    await somebody('records').where({ id }).forUpdate().select('id');
    const moved = why(world.take(number, 'to-transition'));
    try {
      for (let tries = 0; tries < 200 && !(await waits()); tries += 1)
        await new Promise(resolve => setTimeout(resolve, 10));
      await change(somebody, id);
    } finally {
      await somebody.commit();
    }
    expect(await moved).toMatch(words);
    expect((await knex('records').where({ id }).first()).status).toBe('design');
    // It is unbound again, for the next one.
    await knex('services').where('record_id', id).delete();
  });
});
