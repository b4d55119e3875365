import fc from 'fast-check';
import {
  lifecycleFaults,
  refusal,
  transitionOptions,
  type Lifecycle,
  type Standing,
} from '../../kernel/lifecycle';
import { changeLifecycle, concernsChange } from './lifecycle';

const lifecycle = changeLifecycle as Lifecycle;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const EVERYBODY: ReadonlySet<Standing> = new Set(['worker', 'requester']);

/** A change as guards see it. */
interface Subject extends Record<string, unknown> {
  status: string;
  changeType: 'standard' | 'normal' | 'emergency';
  preApproved: boolean;
  approval?: string;
  reviewReason?: string;
  reviewedAt?: number;
}

/** What happens to a change: a transition is tried, or somebody decides or reviews. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...lifecycle.transitions.map(t => t.name))
      .map(take => ({ take })),
  },
  fc.record({
    approval: fc.constantFrom(
      'requested',
      'approved',
      'rejected',
      'stale',
      undefined,
    ),
  }),
  fc.record({ reviewReason: fc.constantFrom('failed', 'sampled', undefined) }),
  fc.record({ reviewedAt: fc.constantFrom(1, undefined) }),
);
const change = fc.record({
  status: fc.constant('draft'),
  changeType: fc.constantFrom('standard', 'normal', 'emergency'),
  preApproved: fc.boolean(),
}) as fc.Arbitrary<Subject>;

/** Walks along, and shows every transition that was taken with the change as it was before. */
function walk(
  start: Subject,
  steps: readonly object[],
  seen: (name: string, before: Subject) => void,
): Subject {
  let now = { ...start };
  for (const next of steps) {
    if (!('take' in next)) {
      now = { ...now, ...next };
      continue;
    }
    const transition = lifecycle.transitions.find(t => t.name === next.take)!;
    const refused = refusal({
      lifecycle,
      transition,
      subject: now,
      standing: EVERYBODY,
    });
    if (refused) continue;
    seen(transition.name, now);
    now = { ...now, status: transition.to };
  }
  return now;
}

const preApproved = (c: Subject) =>
  c.changeType === 'standard' && c.preApproved;

describe('the lifecycle of a change', () => {
  it('holds together', () => {
    expect(lifecycleFaults(lifecycle)).toEqual([]);
  });

  it('lets nothing begin that was not approved, but emergencies and what is pre-approved', () => {
    let begun = 0;
    fc.assert(
      fc.property(
        change,
        fc.array(step, { minLength: 8, maxLength: 40 }),
        (c, steps) => {
          const begins: boolean[] = [];
          walk(c, steps, (name, before) => {
            if (name === 'start')
              begins.push(
                before.approval === 'approved' || preApproved(before),
              );
            if (name === 'start-emergency')
              begins.push(before.changeType === 'emergency');
          });
          begun += begins.length;
          expect(begins).not.toContain(false);
        },
      ),
      { numRuns: RUNS },
    );
    // Else the property would hold of nothing.
    expect(begun).toBeGreaterThan(0);
  });

  it('closes nothing that waits for its review or for the decision about an emergency', () => {
    let closed = 0;
    fc.assert(
      fc.property(
        change,
        fc.array(step, { minLength: 8, maxLength: 40 }),
        (c, steps) => {
          const closes: boolean[] = [];
          walk({ ...c, status: 'review' }, steps, (name, before) => {
            const reviewed =
              before.reviewReason === undefined ||
              before.reviewedAt !== undefined;
            const decided =
              before.changeType !== 'emergency' ||
              ['approved', 'rejected'].includes(String(before.approval));
            if (name === 'close') closes.push(reviewed && decided);
          });
          closed += closes.length;
          expect(closes).not.toContain(false);
        },
      ),
      { numRuns: RUNS },
    );
    expect(closed).toBeGreaterThan(0);
  });

  it('always has a way on for those who work on it, or is over', () => {
    fc.assert(
      fc.property(change, fc.array(step, { maxLength: 30 }), (c, steps) => {
        const now = walk(c, steps, () => {});
        const options = transitionOptions(lifecycle, now, EVERYBODY);
        const onward = options.filter(
          o => o.allowed && concernsChange(o.name, now),
        );
        const over = ['closed', 'cancelled'].includes(now.status);
        expect(options.length === 0).toBe(over);
        // What is in review may have to wait for the review or the decision.
        expect(onward.length > 0 || over || now.status === 'review').toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('offers a change what concerns it', () => {
    const normal = { changeType: 'normal' };
    const ready = { changeType: 'standard', preApproved: true };
    const proving = { changeType: 'standard', preApproved: false };
    expect(concernsChange('submit', normal)).toBe(true);
    expect(concernsChange('submit', proving)).toBe(true);
    expect(concernsChange('submit', ready)).toBe(false);
    expect(concernsChange('schedule', ready)).toBe(true);
    expect(concernsChange('schedule', proving)).toBe(false);
    expect(concernsChange('start-emergency', normal)).toBe(false);
    expect(concernsChange('authorize', normal)).toBe(false);
    expect(concernsChange('ask-again', { ...normal, approval: 'stale' })).toBe(
      true,
    );
    expect(
      concernsChange('ask-again', { ...normal, approval: 'approved' }),
    ).toBe(false);
  });
});
