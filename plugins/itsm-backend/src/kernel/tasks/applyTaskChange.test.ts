import fc from 'fast-check';
import type { TaskChange } from '@callboard/plugin-itsm-node';
import { applyTaskChange, type TaskContext } from './applyTaskChange';
import { blockersOf, inCircle } from './blocking';
import type { StoredTask } from './model';

const context = (overrides: Partial<TaskContext> = {}): TaskContext => {
  let next = 0;
  return {
    recordId: 'r',
    record: 'INC-1',
    callerRef: 'user:default/maria',
    worker: true,
    now: 1_000,
    newId: () => `t${(next += 1)}`,
    newText: title => ({ text: `x-${title}`, hash: 'h' }),
    ...overrides,
  };
};

/** The tasks after some steps; steps that are refused change nothing. */
function after(steps: readonly TaskChange[], tolerant = false): StoredTask[] {
  const given = context();
  return steps.reduce<StoredTask[]>((tasks, step) => {
    try {
      return applyTaskChange(tasks, step, given).tasks;
    } catch (error) {
      if (tolerant) return tasks;
      throw error;
    }
  }, []);
}

const add = (title: string, blockedBy: string[] = []): TaskChange => ({
  add: { title, blockedBy },
});

describe('tasks of a record', () => {
  it('come last when they are added, with numbers that are never given twice', () => {
    const tasks = after([add('one'), add('two'), add('three')]);
    expect(tasks.map(t => [t.number, t.position])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('wait for those that come first', () => {
    const tasks = after([add('look'), add('repair', ['t1'])]);
    expect(blockersOf(tasks, tasks[1]).map(t => t.number)).toEqual([1]);
    expect(() =>
      applyTaskChange(tasks, { id: 't2', set: { state: 'done' } }, context()),
    ).toThrow(
      'Task 2 of INC-1 is blocked by task 1 "look"; finish or skip that first',
    );
    const skipped = applyTaskChange(
      tasks,
      { id: 't1', set: { state: 'skipped' } },
      context(),
    );
    const done = applyTaskChange(
      skipped.tasks,
      { id: 't2', set: { state: 'done' } },
      context(),
    );
    expect(done.step!.kind).toBe('task.done');
    expect(done.tasks[1]).toMatchObject({
      doneAt: 1_000,
      doneByRef: 'user:default/maria',
    });
  });

  it('do not wait for each other in a circle', () => {
    const tasks = after([add('a'), add('b', ['t1']), add('c', ['t2'])]);
    expect(() =>
      applyTaskChange(
        tasks,
        { id: 't1', set: { blockedBy: ['t3'] } },
        context(),
      ),
    ).toThrow(
      'blockedBy: tasks 1 → 3 → 2 → 1 would wait for each other in a circle',
    );
    expect(() =>
      applyTaskChange(
        tasks,
        { id: 't1', set: { blockedBy: ['t1'] } },
        context(),
      ),
    ).toThrow('1 → 1');
  });

  it('do not tell the names of others to an assignee who does not work on the record', () => {
    const tasks = after([add('secret'), add('mine', ['t1'])]);
    tasks[1] = { ...tasks[1], assigneeRef: 'user:default/sam' };
    const sam = context({ callerRef: 'user:default/sam', worker: false });
    expect(() =>
      applyTaskChange(tasks, { id: 't2', set: { state: 'done' } }, sam),
    ).toThrow(/blocked by task 1;/);
    expect(() =>
      applyTaskChange(tasks, { id: 't2', set: { title: 'x' } }, sam),
    ).toThrow('their assignees may move them on');
    expect(() =>
      applyTaskChange(tasks, { id: 't1', set: { state: 'done' } }, sam),
    ).toThrow('is for its assignee');
  });

  it('stay as they are when a change says what is so already', () => {
    const tasks = after([add('a'), add('b')]);
    const { step } = applyTaskChange(
      tasks,
      { id: 't1', set: { title: 'a', state: 'open', dueAt: null } },
      context(),
    );
    expect(step).toBeUndefined();
    const order = { order: ['t1', 't2'] };
    expect(applyTaskChange(tasks, order, context()).step).toBeUndefined();
  });

  it('are all named in a new order', () => {
    const tasks = after([add('a'), add('b')]);
    for (const order of [['t1'], ['t1', 't1'], ['t1', 't2', 't3']]) {
      expect(() => applyTaskChange(tasks, { order }, context())).toThrow(
        'order: must name each of the 2 tasks of INC-1 once',
      );
    }
  });
});

const id = fc.integer({ min: 1, max: 6 }).map(n => `t${n}`);
const ids = fc.uniqueArray(id, { maxLength: 3 });
const step: fc.Arbitrary<TaskChange> = fc.oneof(
  fc.record({
    add: fc.record({ title: fc.string({ minLength: 1 }), blockedBy: ids }),
  }),
  fc.record({
    id,
    set: fc.record(
      {
        state: fc.constantFrom(
          ...(['open', 'in-progress', 'done', 'skipped'] as const),
        ),
        blockedBy: ids,
        dueAt: fc.option(fc.nat()),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    order: fc.shuffledSubarray(['t1', 't2', 't3', 't4', 't5', 't6'], {
      minLength: 1,
    }),
  }),
);

describe('whatever is done with tasks', () => {
  it('leaves positions 1 to n, numbers given once, and no circles', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const tasks = after(steps, true);
        const dense = tasks.map((_, i) => i + 1);
        expect(tasks.map(t => t.position)).toEqual(dense);
        expect([...tasks.map(t => t.number)].sort((a, b) => a - b)).toEqual(
          dense,
        );
        for (const task of tasks) {
          expect(inCircle(tasks, task.id)).toBeUndefined();
          const over = ['done', 'skipped'].includes(task.state);
          expect(task.doneAt !== undefined).toBe(over);
        }
      }),
      { numRuns: 500 },
    );
  });
});
