import fc from 'fast-check';
import { incidentLifecycle } from '../practices/incidents/lifecycle';
import {
  lifecycleDiagram,
  lifecycleFaults,
  refusal,
  transitionOptions,
  type GuardSubject,
  type Lifecycle,
  type Standing,
} from './lifecycle';

const lifecycle = incidentLifecycle as Lifecycle;
const transition = (name: string) =>
  lifecycle.transitions.find(t => t.name === name)!;
const worker = new Set<Standing>(['worker']);
const requester = new Set<Standing>(['requester']);
const why = (name: string, subject: any, standing: ReadonlySet<Standing>) =>
  refusal({ lifecycle, transition: transition(name), subject, standing });

describe('the way of a record through its lifecycle', () => {
  it('refuses with a sentence that says from where, by whom, or why not now', () => {
    expect(why('close', { status: 'new' }, worker)).toBe(
      '"Close" is possible from Resolved; the record is New.',
    );
    expect(why('reopen', { status: 'on-hold' }, worker)).toBe(
      '"Reopen" is possible from Resolved, Closed; the record is On hold.',
    );
    expect(why('start', { status: 'new' }, requester)).toBe(
      '"Start work" is for the assignee, the owner group or an agent.',
    );
    expect(why('close', { status: 'resolved' }, new Set())).toBe(
      '"Close" is for the assignee, the owner group or an agent or the requester.',
    );
    expect(
      why('acknowledge', { status: 'new', acknowledgedAt: 1 }, worker),
    ).toBe('The incident is acknowledged already.');
    // A state that a newer release wrote is named as it is stored.
    expect(why('close', { status: 'pondering' }, worker)).toMatch(
      'the record is pondering.',
    );
    expect(why('close', { status: 'resolved' }, requester)).toBeUndefined();
    expect(why('acknowledge', { status: 'new' }, worker)).toBeUndefined();
  });

  it('offers what leaves the state, asks only for what is missing, and says why the rest is refused', () => {
    const names = (status: string) =>
      transitionOptions(lifecycle, { status }, worker).map(o => o.name);
    expect(names('new')).toEqual([
      'acknowledge',
      'start',
      'hold',
      'resolve',
      'cancel',
      'withdraw',
    ]);
    expect(names('closed')).toEqual(['reopen']);
    expect(names('cancelled')).toEqual([]);

    const asRequester = transitionOptions(
      lifecycle,
      { status: 'new' },
      requester,
    );
    expect(asRequester.filter(o => o.allowed).map(o => o.name)).toEqual([
      'withdraw',
    ]);
    for (const option of asRequester) {
      expect(option.allowed).toBe(option.reason === undefined);
    }

    const option = (name: string, subject: any) =>
      transitionOptions(lifecycle, subject, worker).find(o => o.name === name)!;
    // The assignee becomes the caller by itself; a hold reason does not.
    expect(option('start', { status: 'new' }).required).toEqual([]);
    expect(option('hold', { status: 'new' }).required).toEqual(['holdReason']);
    // A cancel reason that is there already need not be asked for ...
    expect(
      option('cancel', { status: 'new', cancelReason: 'twice' }).required,
    ).toEqual([]);
    // ... but each reopening has a reason of its own.
    expect(
      option('reopen', { status: 'closed', reopenReason: 'the first' })
        .required,
    ).toEqual(['reopenReason']);
  });

  it('names every fault of a lifecycle that does not hold together', () => {
    expect(lifecycleFaults(lifecycle)).toEqual([]);
    const state = (label: string, final?: boolean) => ({
      label,
      category: 'open' as const,
      description: '',
      final,
    });
    const broken: Lifecycle = {
      initial: 'a',
      states: {
        a: state('A'),
        dead: state('Dead end'),
        island: state('Island'),
        over: state('Over', true),
      },
      transitions: [
        { name: 'go', label: 'Go', from: ['a'], to: 'dead', who: [] },
        // Coming back to the same state is no way out of it.
        { name: 'stay', label: 'Stay', from: ['dead'], to: 'dead', who: [] },
        {
          name: 'end',
          label: 'End',
          from: ['a', 'island'],
          to: 'over',
          who: [],
        },
        { name: 'end', label: 'End', from: ['over'], to: 'nowhere', who: [] },
      ],
    };
    expect(lifecycleFaults(broken).sort()).toEqual([
      'State dead has no way out and is not final.',
      'State island cannot be reached.',
      'State over is final but has a way out.',
      'Transition end is defined more than once.',
      'Transition end names the unknown state nowhere.',
    ]);
    expect(lifecycleFaults({ ...broken, initial: 'unheard-of' })).toContain(
      'State a cannot be reached.',
    );
  });

  it('is drawn with every state and every arrow', () => {
    const lines = lifecycleDiagram(lifecycle).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'stateDiagram-v2',
      '  [*] --> new',
      '  new: New',
    ]);
    // Mermaid takes no dash in a name.
    expect(lines).toContain('  in_progress --> on_hold: Put on hold');
    expect(lines).toContain('  cancelled --> [*]');
    expect(lines.filter(l => l.includes(' --> '))).toHaveLength(
      2 + lifecycle.transitions.flatMap(t => t.from).length,
    );
  });

  /** Takes the n-th of the transitions that are allowed, as the door would. */
  function step(
    subject: GuardSubject & { status: string },
    standing: ReadonlySet<Standing>,
    choice: number,
  ): GuardSubject & { status: string } {
    const allowed = transitionOptions(lifecycle, subject, standing).filter(
      o => o.allowed,
    );
    if (allowed.length === 0) return subject;
    const { name, required } = allowed[choice % allowed.length];
    const taken = transition(name);
    const after: Record<string, unknown> & { status: string } = {
      ...subject,
      status: taken.to,
    };
    for (const key of taken.clears ?? []) delete after[key];
    for (const key of [...required, ...Object.keys(taken.defaults ?? {})])
      after[key] ??= 'something';
    return after;
  }

  const canMoveOn = (subject: GuardSubject & { status: string }) =>
    transitionOptions(lifecycle, subject, worker).some(
      o => o.allowed && o.to !== subject.status,
    );

  it('never leads a record into a state that is not there, nor into a trap', () => {
    const who = fc.constantFrom(worker, requester, new Set<Standing>());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(who, fc.nat(20)), { maxLength: 60 }),
        walk => {
          let subject: GuardSubject & { status: string } = {
            status: lifecycle.initial,
          };
          for (const [standing, choice] of walk) {
            subject = step(subject, standing, choice);
            const state = lifecycle.states[subject.status];
            expect(state).toBeDefined();
            // Who works on it can always move it on, whatever happened before.
            expect(canMoveOn(subject)).toBe(!state.final);
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
