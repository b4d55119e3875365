import { CHANGE_PROTECTED_FIELDS } from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { ApprovalStories, DAY } from '../../tests/approvalStories';
import { brokenChains } from '../../tests/verifyAll';
import { readRounds } from './ApprovalStore';
import { replayApprovals } from './replayApprovals';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const RUNS = Number(process.env.PROPERTY_RUNS ?? 15);
const MINUTE = 60_000;

const outcomes = async (works: Promise<unknown>[]) =>
  (await Promise.allSettled(works)).map(o =>
    o.status === 'fulfilled' ? 'done' : (o.reason as Error).name,
  );

const pair = (title: string, ...names: string[]) => ({
  title,
  records: ['change'],
  steps: [
    {
      title,
      who: names.map(name => ({ user: `user:default/${name}` })),
      quorum: 'all',
    },
  ],
});

describe('at the same instant on POSTGRES_18', () => {
  let shop: ApprovalStories;
  beforeAll(async () => {
    shop = await ApprovalStories.on(await databases.init('POSTGRES_18'));
  });

  const seatOf = async (name: string, number: string) =>
    (await shop.inbox(name)).items.find(i => i.record.number === number)!.seat
      .id;
  const approve = (name: string, seatId: string) =>
    shop.kernel.approving.approvals.decide(shop.as(name), seatId, {
      decision: 'approve',
      round: 1,
    });

  it('one seat is decided once, and the other one is told so', async () => {
    await shop.policies({});
    const number = await shop.asked();
    const seat = await seatOf('maria', number);
    const done = await outcomes([
      approve('maria', seat),
      approve('paul', seat),
    ]);
    expect(done.sort()).toEqual(['ConflictError', 'done']);
    expect((await shop.record(number)).status).toBe('scheduled');
  });

  it('two seats are decided one after the other, and the record moves once', async () => {
    await shop.policies({ two: pair('Two', 'cora', 'carl') });
    const number = await shop.asked();
    const [one, other] = [
      await seatOf('cora', number),
      await seatOf('carl', number),
    ];
    expect(
      await outcomes([approve('cora', one), approve('carl', other)]),
    ).toEqual(['done', 'done']);
    const { id, status, approval } = await shop.record(number);
    expect([status, approval]).toEqual(['scheduled', 'approved']);
    const moves = await shop
      .knex('journal')
      .where({ subject_id: id, kind: 'record.transitioned' })
      .where('status', 'scheduled');
    expect(moves).toHaveLength(1);
  });

  it('what is approved is never another version than was looked at', async () => {
    await shop.policies({});
    for (let i = 0; i < 8; i += 1) {
      const number = await shop.asked();
      const seat = await seatOf('paul', number);
      const [decided, changed] = await outcomes([
        approve('paul', seat),
        shop.change(number, { plan: `Another plan ${i}` }),
      ]);
      const { approval } = await shop.record(number);
      // Whichever came first: the change makes the approval stale, or the decision is refused.
      expect(changed).toBe('done');
      expect(['done', 'ConflictError']).toContain(decided);
      expect(approval).toBe('stale');
    }
    expect(await brokenChains(shop.knex)).toEqual([]);
  });
});

describe('whatever is done with a change', () => {
  let shop: ApprovalStories;
  beforeAll(async () => {
    shop = await ApprovalStories.on(await databases.init('SQLITE_3'));
    await shop.policies({ two: pair('Two', 'cora', 'carl') });
  });

  const AFTER = ['scheduled', 'implement', 'review', 'closed'];
  const contents = (record: StoredRecord) =>
    JSON.stringify(CHANGE_PROTECTED_FIELDS.map(key => record[key] ?? null));

  const REFUSED =
    /^(ConflictError|InputError|NotAllowedError|Error: Nothing of)/;

  /** What must never be. */
  const faultsOf = (record: StoredRecord, approved: string | undefined) => {
    const { approval, status } = record;
    const faults: string[] = [];
    if (approval === 'approved' && contents(record) !== approved)
      faults.push('approved otherwise than it is');
    if (AFTER.includes(status) && approval !== 'approved')
      faults.push(`${status} and ${approval}`);
    // Until it is asked anew, and never begun meanwhile.
    return faults.filter(f => f !== 'scheduled and stale');
  };

  const act = fc.oneof(
    // Most of all what leads to work, and what must not slip in before it.
    {
      weight: 4,
      arbitrary: fc.constantFrom('approve cora', 'approve carl'),
    },
    { weight: 4, arbitrary: fc.constantFrom('plan', 'title', 'start') },
    { weight: 1, arbitrary: fc.constant('settle') },
    fc.constantFrom(
      ...['reject carl', 'request-approval', 'finish', 'send-back'],
      ...['revise', 'submit', 'close', 'ask-again'],
    ),
  );

  it('nothing unapproved comes to be done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async acts => {
        const begin = shop.clock.now() + 5 * MINUTE;
        const number = await shop.asked({
          plannedStart: begin,
          plannedEnd: begin + DAY,
        });
        const faults: string[] = [];
        let approved: string | undefined;
        let n = 0;
        for (const one of acts) {
          n += 1;
          const before = await shop.record(number);
          const [verb, name] = one.split(' ');
          try {
            if (one === 'settle') await shop.settle();
            else if (one === 'plan' || one === 'title')
              await shop.change(number, { [one]: `${one} ${n}` });
            else if (verb === 'approve' || verb === 'reject')
              await shop.decide(name, number, verb as 'approve');
            else
              await shop.take(number, one, {
                ...(one === 'send-back' ? { sentBackReason: 'No' } : {}),
                ...(one === 'start' ? { assigneeRef: 'user:default/sam' } : {}),
                ...(one === 'finish' ? { outcome: 'successful' } : {}),
              });
          } catch (error) {
            // Refused is refused; a fault of ours is another thing.
            const { name: what, message } = error as Error;
            if (!REFUSED.test(`${what}: ${message}`)) throw error;
          }
          const after = await shop.record(number);
          if (after.approval === 'approved' && before.approval !== 'approved')
            approved = contents(before);
          faults.push(...faultsOf(after, approved));
        }
        expect(faults).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    // The tables are what the journal says.
    const ids: string[] = await shop
      .knex('approvals')
      .distinct()
      .pluck('record_id');
    for (const id of ids)
      expect(await replayApprovals(shop.knex, id)).toEqual(
        await readRounds(shop.knex, id),
      );
  });
});

describe('after a restart', () => {
  it('asks and escalates what was due meanwhile', async () => {
    const knex = await databases.init('SQLITE_3');
    const shop = await ApprovalStories.on(knex);
    await shop.policies({
      hurry: {
        title: 'Hurry',
        records: ['change'],
        steps: [
          {
            title: 'Owners',
            who: [{ role: 'service-owner' }],
            deadline: '4h',
            escalateTo: [{ group: 'group:default/cab' }],
          },
        ],
      },
    });
    const number = await shop.assessed();
    await shop.take(number, 'request-approval');
    await shop.kernel.followers.drain();
    const again = await ApprovalStories.on(knex);
    again.clock.pass(3_000);
    await again.settle();
    expect(await again.told(number)).toEqual(['approval.asked']);
    const late = await ApprovalStories.on(knex);
    late.clock.pass(DAY);
    await late.settle();
    expect(await late.told(number)).toEqual([
      'approval.asked',
      'approval.reminded',
      'approval.escalated',
    ]);
  });
});
