import type { JournalRow } from '@callboard/plugin-itsm-node';
import { askByHand, factsOf } from '../../../testing/countByHand';
import { followThroughKpi, taskFacts } from './followThrough';

const PAYMENTS = 'group:default/payments';

describe('follow-through', () => {
  const utc = (text: string) => Date.parse(`${text}T12:00:00Z`);
  let position = 0;
  const entry = (day: string, kind: string, payload: object) => {
    position += 1;
    return {
      position,
      subjectType: 'record',
      subjectId: 'r',
      kind,
      at: utc(day),
      recordedAt: utc(day),
      payload,
    } as JournalRow;
  };
  const owned = (day: string, after: string) =>
    entry(day, 'record.changed', { changes: [{ field: 'ownerRef', after }] });
  const added = (day: string, number: number, values: object) =>
    entry(day, 'task.added', { task: { id: `t${number}`, number, values } });
  const moved = (day: string, kind: string, number: number, values: object) =>
    entry(day, kind, {
      task: {
        id: `t${number}`,
        number,
        changes: Object.entries(values).map(([field, after]) => ({
          field,
          after,
        })),
      },
    });
  const due = (day: string, more: object = {}) => ({
    state: 'open',
    dueAt: utc(day),
    ...more,
  });

  it('is the part of actions due in a month that were done by then', () => {
    const facts = factsOf(taskFacts, [
      owned('2026-03-01', PAYMENTS),
      added('2026-03-01', 1, due('2026-03-10')),
      added('2026-03-01', 2, due('2026-03-10')),
      added('2026-03-01', 3, due('2026-03-20')),
      added('2026-03-01', 4, due('2026-03-20')),
      // One without a day is not late, one that is due in April is none of March.
      added('2026-03-01', 5, { state: 'open' }),
      added('2026-03-01', 6, due('2026-04-02')),
      added(
        '2026-03-01',
        7,
        due('2026-03-05', { ownerRef: 'group:default/web' }),
      ),
      // In time; late; skipped; moved on before it was due, and done then; taken up again.
      moved('2026-03-09', 'task.done', 1, { state: 'done' }),
      moved('2026-03-11', 'task.done', 2, { state: 'done' }),
      moved('2026-03-12', 'task.done', 3, { state: 'skipped' }),
      moved('2026-03-15', 'task.changed', 4, { dueAt: utc('2026-03-28') }),
      moved('2026-03-27', 'task.done', 4, { state: 'done' }),
      moved('2026-03-05', 'task.done', 7, { state: 'done' }),
      moved('2026-03-06', 'task.changed', 7, { state: 'open' }),
    ]);
    const ask = askByHand([followThroughKpi], facts, {
      from: Date.parse('2026-03-01'),
      to: Date.parse('2026-04-01'),
    });
    expect(ask(followThroughKpi.key)).toMatchObject({
      count: 5,
      numerator: 2,
      value: 0.4,
    });
    const teams = facts.map(({ dimensions }) => dimensions.ownerRef);
    expect(teams.filter(team => team === PAYMENTS)).toHaveLength(6);
    expect(facts.find(f => f.id === 't2')!.values).toEqual({
      tookMs: 10 * 86_400_000,
    });
  });
});
