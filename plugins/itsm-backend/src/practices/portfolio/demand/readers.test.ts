import {
  DEMAND,
  demandLifecycle,
  LINK_KINDS,
  PARTICIPANT_ROLES,
  type LinkKind,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { kernelOnDatabase, user } from '../../../tests/kernelOnDatabase';
import { Becoming } from './Becoming';
import { DefaultDemandService, type DemandService } from './DemandService';
import { DemandStore } from './DemandStore';
import { readDemandSettings } from './settings';
import { VoteStore } from './VoteStore';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const numRuns = Number(process.env.PROPERTY_RUNS ?? 250);
const CHECKOUT = 'component:default/checkout';
const seesAll = (caller: Caller) => ({ ...caller, readsWholeCatalog: true });
const rita = seesAll(user('rita', ['marketing']));
const maria = seesAll(user('maria', ['payments']));
/** May read and, as far as any policy goes, change every need; works on none. */
const sam = seesAll(user('sam', ['storefront']));

/** What of a need is a decision, an assessment, or the work on it; of comments and watching, nothing. */
const KEPT = [
  'records',
  'demands',
  'links',
  'tasks',
  'task_blocks',
  'custom_values',
  'approvals',
  'approval_steps',
  'approval_seats',
  'demand_weights',
  'attachments',
];
/** What a comment moves along. */
const MOVING = ['version', 'updated_at', 'journal_head'];

describe('whoever may read a need and does not work on it', () => {
  let knex: Knex;
  let kernel: KernelParts;
  let demand: DemandService;
  let id: string;
  let other: string;
  let seatId: string;
  let stepId: string;

  const change = (by: Caller, what: RecordChange) =>
    kernel.records.changeRecord(by, { id, ...what });
  /** Puts it into a state as if it had come there. */
  const at = (status: string) =>
    knex('records')
      .whereIn('id', [id, other])
      .update({
        status,
        status_category: (demandLifecycle.states as any)[status].category,
      });

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    kernel = await kernelOnDatabase(knex);
    const store = new DemandStore(knex);
    const { votes: settings } = readDemandSettings(kernel.config);
    demand = new DefaultDemandService(kernel, {
      store,
      settings,
      votes: new VoteStore(knex),
      becoming: new Becoming(kernel, store),
    });
    const file = async () => {
      const { id: filed } = await demand.file(rita, {
        ...{ title: 'Pay by invoice', whoFor: 'Schools', why: 'They must' },
        serviceRef: CHECKOUT,
      } as any);
      return filed;
    };
    id = await file();
    other = await file();
    // A round is open, somebody takes part, and there is a task: something to get at.
    await at('assessed');
    await change(maria, {
      participants: [
        { principalRef: 'user:default/dana', role: 'watcher', canRead: false },
      ],
      tasks: [{ add: { title: 'Ask three schools' } }],
    });
    await change(maria, {
      approval: {
        ask: {
          policies: [{ key: 'all', version: 1, title: 'All' }],
          steps: [
            {
              title: 'Product',
              quorum: 'all',
              veto: true,
              onDeadline: 'reject',
              escalateTo: [],
              seats: [{ forRef: 'group:default/payments', why: 'Owns it' }],
            },
          ],
        },
      },
    });
    ({ id: seatId } = await knex('approval_seats').first('id'));
    ({ id: stepId } = await knex('approval_steps').first('id'));
  });

  /** Everything but what moves along with a comment. */
  async function kept() {
    const tables = await Promise.all(
      KEPT.map(async table => (await knex(table)).map(row => [table, row])),
    );
    const watchers = await knex('participants').whereNot({
      principal_ref: sam.ref,
      role: 'watcher',
    });
    return [...tables.flat(), ...watchers].map(row =>
      JSON.stringify(row, (key, value) =>
        MOVING.includes(key) ? undefined : value,
      ),
    );
  }

  const { transitions, states } = demandLifecycle;
  const words = fc.constantFrom('Mine', null, '2030-01-01', CHECKOUT, sam.ref);
  const value = fc.oneof(words, fc.integer({ min: 1, max: 5 }));
  const transition = fc.constantFrom(...transitions.map(t => t.name));
  const person = fc.constantFrom(sam.ref, 'user:default/dana', rita.ref);
  const role = fc.constantFrom(...PARTICIPANT_ROLES);
  const audience = fc.constantFrom('internal' as const, 'requester' as const);
  const target = fc.constantFrom('other', 'component:default/cart');

  /** Any command on the record there is, of one part or several. */
  const anyChange = () =>
    fc.record(
      {
        transition,
        set: fc.dictionary(
          fc.constantFrom(
            ...kernel.types.get(DEMAND).fields.keys(),
            ...['status', 'id', 'number', 'version', 'approval'],
          ),
          value,
          { minKeys: 1, maxKeys: 2 },
        ),
        comment: fc.record({ body: fc.constant('I need it too'), audience }),
        participants: fc.array(
          fc.record({
            principalRef: person,
            role,
            canRead: fc.boolean(),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        removeParticipant: fc.record({ principalRef: person, role }),
        tasks: fc.constant([{ add: { title: 'Do it now' } }]),
        link: fc.record({
          kind: fc.constantFrom(...(Object.keys(LINK_KINDS) as LinkKind[])),
          target,
        }),
        entityLinks: fc.constant([
          { kind: 'affects' as const, target: 'component:default/cart' },
        ]),
        approval: fc.constantFrom('decide', 'expire', 'remind', 'ask'),
        detach: fc.constant({ attachmentId: 'none' }),
        fact: fc.constant({ kind: 'demand.decided', audience: 'internal' }),
      },
      { requiredKeys: [] },
    );
  const approvals: Record<string, RecordChange['approval']> = {};

  /** Any command of demand itself. */
  const anyCommand = fc.oneof(
    fc.record({
      verb: fc.constant('update'),
      what: fc.dictionary(
        fc.constantFrom('title', 'valueScore', 'answer', 'ownerRef'),
        value,
        { minKeys: 1 },
      ),
    }),
    fc.record({
      verb: fc.constant('transition'),
      what: fc.record({
        transition,
        answer: fc.constantFrom('So', undefined),
        deferredUntil: fc.constantFrom('2031-01-01T00:00:00.000Z', undefined),
      }),
    }),
    fc.record({
      verb: fc.constant('assignToMe'),
      what: fc.constant(undefined),
    }),
    fc.record({
      verb: fc.constant('become'),
      what: fc.constantFrom({ as: 'service' }, { as: 'initiative' }),
    }),
    fc.record({ verb: fc.constant('merge'), what: fc.constant({}) }),
  );

  it('comments and watches in every state, and changes nothing else by any command', async () => {
    const before = new Map<string, string[]>();
    for (const status of Object.keys(states)) {
      await at(status);
      before.set(status, await kept());
    }
    Object.assign(approvals, {
      decide: { decide: { seatId, decision: 'approve', round: 1 } },
      expire: { expire: { stepId } },
      remind: { remind: { stepId } },
      ask: { ask: { policies: [], steps: [] } },
    });
    let comments = 0;
    const refusals: string[] = [];
    const attempt = async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        refusals.push((error as Error).name);
        return false;
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(states)),
        fc.oneof(
          anyChange().map(what => ({ verb: 'change', what })),
          anyCommand,
        ),
        async (status, { verb, what }) => {
          await at(status);
          const took = await attempt(() => {
            if (verb !== 'change') {
              const of = verb === 'merge' ? { into: other } : what;
              return (demand as any)[verb](sam, id, of);
            }
            const { approval, link, ...rest } = what as any;
            return change(sam, {
              ...rest,
              ...(approval && { approval: approvals[approval] }),
              ...(link && {
                link: {
                  ...link,
                  target: link.target === 'other' ? other : link.target,
                },
              }),
            });
          });
          if (took && (what as any)?.comment) comments += 1;
          expect(await kept()).toEqual(before.get(status));
        },
      ),
      {
        numRuns,
        examples: [
          ...Object.keys(states).map(
            status =>
              [
                status,
                {
                  verb: 'change',
                  what: { comment: { body: 'Me too', audience: 'requester' } },
                },
              ] as any,
          ),
          ...Object.keys(states).flatMap(status =>
            transitions.map(
              ({ name }) =>
                [status, { verb: 'change', what: { transition: name } }] as any,
            ),
          ),
        ],
      },
    );
    expect(comments).toBeGreaterThanOrEqual(Object.keys(states).length);
    expect(refusals.length).toBeGreaterThan(numRuns / 2);
    // Nothing of it is a failure inside; of what is no reference the catalog knows nothing.
    expect(
      refusals.filter(
        name =>
          !/^(NotAllowed|Input|Conflict|NotFound|ServiceUnavailable)Error$/.test(
            name,
          ),
      ),
    ).toEqual([]);
    // What is tried here does something for whoever works on it.
    await at('new');
    await change(maria, {
      transition: 'assess',
      link: { kind: 'relates-to', target: other },
    });
    const { record } = await change(maria, { set: { valueScore: 5 } });
    expect(record).toMatchObject({ status: 'assessing', valueScore: 5 });
  });
});
