import fc from 'fast-check';
import {
  applyDecision,
  approvedOf,
  endRound,
  expire,
  neededOf,
  refusalToDecide,
  reseat,
  settleRound,
  type Decider,
  type Quorum,
  type Round,
  type Seat,
} from './approvalAlgebra';
import type { ApprovalDecision } from './approvals';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);

interface Asked {
  quorum?: Quorum;
  veto?: boolean;
  who: string[];
}

const seat = (id: string, forRef: string, escalated = false): Seat => ({
  id,
  forRef,
  state: 'waiting',
  escalated,
});

function asked(...steps: Asked[]): Round {
  return settleRound({
    round: 1,
    state: 'asked',
    steps: steps.map(({ quorum = 'any', veto = true, who }, i) => ({
      id: `step${i}`,
      position: i + 1,
      quorum,
      veto,
      state: 'waiting',
      seats: who.map((ref, j) => seat(`${i}-${j}`, ref)),
    })),
  });
}

const decide = (
  round: Round,
  seatId: string,
  ref: string,
  decision: ApprovalDecision = 'approve',
  standsInForRef?: string,
  barred: string[] = [],
) =>
  applyDecision(
    round,
    seatId,
    { ref, standsInForRef },
    decision,
    new Set(barred),
  );

describe('a round of approval', () => {
  it('asks its steps one after the other, and is approved with the last', () => {
    let round = asked({ who: ['a'] }, { who: ['b'] });
    expect(round.steps.map(s => s.state)).toEqual(['open', 'waiting']);
    expect(refusalToDecide(round, '1-0', { ref: 'b' }, new Set())).toBe(
      'An earlier step has to be approved first.',
    );
    round = decide(round, '0-0', 'a');
    expect(round.steps.map(s => s.state)).toEqual(['approved', 'open']);
    expect(decide(round, '1-0', 'b').state).toBe('approved');
  });

  it('is rejected by one, unless rejections have no veto and enough others are left', () => {
    const who = ['a', 'b', 'c'];
    const vetoed = asked({ quorum: 'majority', who });
    expect(decide(vetoed, '0-0', 'a', 'reject').state).toBe('rejected');
    let voted = asked({ quorum: 'majority', veto: false, who });
    voted = decide(voted, '0-0', 'a', 'reject');
    expect(voted.state).toBe('asked');
    expect(decide(voted, '0-1', 'b', 'reject').state).toBe('rejected');
    voted = decide(voted, '0-1', 'b');
    expect(decide(voted, '0-2', 'c').state).toBe('approved');
  });

  it('is decided by none of whom it concerns, nor by those who stand in for them', () => {
    const round = asked({ who: ['group'] });
    const why = (decider: Decider) =>
      refusalToDecide(round, '0-0', decider, new Set(['rita']));
    expect(why({ ref: 'rita' })).toMatch(/Nobody decides on what they/);
    expect(why({ ref: 'sam', standsInForRef: 'rita' })).toMatch(
      /Whom you stand in for may not/,
    );
    expect(why({ ref: 'rita', standsInForRef: 'sam' })).toMatch(/Nobody/);
    expect(why({ ref: 'sam' })).toBeUndefined();
  });

  it('gives everybody one say a step, also through whom they stand in for', () => {
    const round = decide(
      asked({ quorum: 'all', who: ['g', 'g2', 'g3'] }),
      '0-0',
      'sam',
      'approve',
      'maria',
    );
    for (const decider of [
      { ref: 'sam' },
      { ref: 'maria' },
      { ref: 'dana', standsInForRef: 'maria' },
      { ref: 'dana', standsInForRef: 'sam' },
    ])
      expect(refusalToDecide(round, '0-1', decider, new Set())).toMatch(
        /one say|everybody has one/,
      );
    expect(
      refusalToDecide(round, '0-1', { ref: 'dana' }, new Set()),
    ).toBeUndefined();
  });

  it('takes no decision once it ended, and says why', () => {
    const round = asked({ who: ['a'] });
    const why = (ended: Round) =>
      refusalToDecide(ended, '0-0', { ref: 'a' }, new Set());
    expect(why(endRound(round, 'superseded'))).toMatch(/has changed since/);
    expect(why(endRound(round, 'withdrawn'))).toMatch(/nothing to approve/);
    expect(why(decide(round, '0-0', 'a'))).toBe('This was approved already.');
    expect(why(expire(round, 'step0'))).toBe('It was rejected already.');
    expect(() => decide(endRound(round, 'superseded'), '0-0', 'a')).toThrow(
      /has changed since/,
    );
  });

  it('goes to others after a deadline: what they say decides the step', () => {
    const round = asked({ quorum: 'all', who: ['a', 'b'] }, { who: ['c'] });
    const escalated = reseat(round, 'step0', {
      add: [seat('e', 'boss', true)],
    });
    expect(neededOf(escalated.steps[0])).toBe(2);
    expect(decide(escalated, 'e', 'boss').steps[0].state).toBe('approved');
    expect(decide(escalated, 'e', 'boss', 'reject').state).toBe('rejected');
  });

  it('needs as many when a seat went to somebody else', () => {
    const round = decide(asked({ quorum: 'all', who: ['a', 'b'] }), '0-0', 'a');
    const replaced = reseat(round, 'step0', {
      close: ['0-1'],
      add: [seat('n', 'new')],
    });
    expect(replaced.state).toBe('asked');
    expect(neededOf(replaced.steps[0])).toBe(2);
    expect(decide(replaced, 'n', 'new').state).toBe('approved');
  });
});

const people = ['a', 'b', 'c', 'd', 'e', 'f'];
const quorum: fc.Arbitrary<Quorum> = fc.oneof(
  fc.constantFrom<Quorum[]>('all', 'any', 'majority'),
  fc.integer({ min: 1, max: 4 }),
);
const steps = fc.array(
  fc.record({
    quorum,
    veto: fc.boolean(),
    who: fc.array(fc.constantFrom(...people), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const act = fc.record({
  step: fc.nat(2),
  seat: fc.nat(3),
  ref: fc.constantFrom(...people),
  standsInForRef: fc.option(fc.constantFrom(...people), { nil: undefined }),
  decision: fc.constantFrom<ApprovalDecision[]>('approve', 'reject'),
});

/** Steps that ended and are different now. */
const changedAfterTheEnd = (before: Round, after: Round) =>
  before.steps
    .filter(old => !['open', 'waiting'].includes(old.state))
    .filter(old => {
      const now = after.steps.find(s => s.id === old.id);
      return JSON.stringify(now) !== JSON.stringify(old);
    })
    .map(old => `${old.id} changed after its end`);

/** What no round may be. */
function faultsOf(round: Round, barred: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  for (const step of round.steps) {
    const says = step.seats.flatMap(s =>
      [...new Set([s.decidedByRef, s.decidedForRef])].flatMap(r => r ?? []),
    );
    must(new Set(says).size === says.length, 'somebody has two says');
    must(!says.some(ref => barred.has(ref)), 'somebody decides on their own');
    const rejected = step.seats.some(s => s.state === 'rejected');
    if (step.state === 'approved') {
      const all = step.quorum === 'all' ? step.seats.length : 1;
      const least = typeof step.quorum === 'number' ? step.quorum : all;
      must(approvedOf(step) >= least, 'approved by too few');
      must(!(rejected && step.veto), 'approved against a veto');
    }
    if (step.state === 'rejected') must(rejected, 'rejected by nobody');
  }
  const states = round.steps.map(s => s.state);
  const open = states.filter(s => s === 'open').length;
  const through = states.every(s => s === 'approved');
  must((round.state === 'approved') === through, 'approved and not through');
  must(
    (round.state === 'rejected') === states.includes('rejected'),
    'rejected, or a step of it, alone',
  );
  must(open === (round.state === 'asked' ? 1 : 0), `${open} steps are open`);
  return faults;
}

describe('whatever is decided, in whatever order', () => {
  it('no round is both approved and rejected, none ends twice, and quorum and veto hold', () => {
    fc.assert(
      fc.property(
        steps,
        fc.array(act, { maxLength: 25 }),
        fc.subarray(people, { maxLength: 2 }),
        (given, acts, own) => {
          const barred = new Set(own);
          let round = asked(...given);
          const faults: string[] = [];
          for (const { step, seat: at, decision, ...decider } of acts) {
            const id = `${step}-${at}`;
            const refused = refusalToDecide(round, id, decider, barred);
            const before = round;
            try {
              round = applyDecision(before, id, decider, decision, barred);
              if (refused) faults.push(`took what is refused: ${refused}`);
            } catch (error) {
              if ((error as Error).message !== refused) throw error;
            }
            faults.push(...changedAfterTheEnd(before, round));
          }
          faults.push(...faultsOf(round, barred));
          expect(faults).toEqual([]);
        },
      ),
      { numRuns },
    );
  });

  it('comes to the same in every order, where one step asks everybody and all decide once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
        quorum,
        fc.infiniteStream(fc.nat()),
        (votes, needed, order) => {
          const who = votes.map((_, i) => people[i]);
          const keys = votes.map((_, i) => ({ i, by: order.next().value }));
          const run = (indexes: number[]) =>
            indexes.reduce(
              (round, i) =>
                round.state === 'asked'
                  ? decide(
                      round,
                      `0-${i}`,
                      people[i],
                      votes[i] ? 'approve' : 'reject',
                    )
                  : round,
              asked({ quorum: needed, veto: false, who }),
            ).state;
          const shuffled = [...keys].sort((x, y) => x.by - y.by).map(k => k.i);
          expect(run(shuffled)).toBe(run(votes.map((_, i) => i)));
        },
      ),
      { numRuns },
    );
  });
});
