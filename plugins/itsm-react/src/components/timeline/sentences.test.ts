import {
  INCIDENT_FIELDS,
  incidentLifecycle,
} from '@callboard/plugin-itsm-common';
import type { FieldChange, JournalEntry } from '@callboard/plugin-itsm-common';
import { approvalStoryOf, withoutEchoes } from './approvalStory';
import {
  kindWords,
  labelsFor,
  storyOf,
  tellingChanges,
  valueWords,
} from './sentences';
import { valueLabels } from './valueLabels';

const wording = {
  lifecycle: incidentLifecycle,
  labels: valueLabels(INCIDENT_FIELDS),
  refs: {
    'user:default/maria': {
      title: 'Maria Silva',
      kind: 'user',
      dangling: false,
    },
  },
};

function entry(changes: Partial<JournalEntry>): JournalEntry {
  return {
    position: 1,
    kind: 'record.changed',
    audience: 'requester',
    at: '2026-03-01T09:00:00.000Z',
    recordedAt: '2026-03-01T09:00:00.000Z',
    commandId: 'c',
    mode: 'enforce',
    changes: [],
    ...changes,
  };
}

function change(changes: Partial<FieldChange>): FieldChange {
  return { field: 'impact', label: 'Impact', type: 'choice', ...changes };
}

describe('the words of a timeline', () => {
  it('tells what happened apart', () => {
    expect(storyOf(entry({ kind: 'record.created' }))).toBe('filed');
    expect(storyOf(entry({ from: 'new', to: 'resolved' }))).toBe('moved');
    expect(
      storyOf(entry({ transition: 'acknowledge', from: 'new', to: 'new' })),
    ).toBe('took');
    expect(storyOf(entry({ comment: { id: '1', body: 'x' } }))).toBe(
      'commented',
    );
    const link = { kind: 'blocks', label: 'blocks', target: 'INC-1' };
    expect(storyOf(entry({ kind: 'link.added', link }))).toBe('linked');
    expect(storyOf(entry({ kind: 'link.removed', link }))).toBe('unlinked');
    const attachment = { id: '1', mediaType: 'image/png', size: 1 };
    expect(storyOf(entry({ kind: 'attachment.added', attachment }))).toBe(
      'attached',
    );
    expect(storyOf(entry({ kind: 'attachment.removed', attachment }))).toBe(
      'detached',
    );
  });

  it('tells of tasks and of who comes and goes', () => {
    const task = { id: '1', number: 2, title: 'Roll back' };
    const told = (kind: string, changes: FieldChange[] = []) =>
      storyOf(entry({ kind, task, changes }));
    expect(told('task.added')).toBe('taskAdded');
    expect(told('task.changed', [change({ field: 'dueAt' })])).toBe(
      'taskChanged',
    );
    expect(told('task.done')).toBe('taskDone');
    expect(
      told('task.done', [change({ field: 'state', after: 'skipped' })]),
    ).toBe('taskSkipped');
    expect(storyOf(entry({ kind: 'change.service-facts' }))).toBe('facts');
    expect(storyOf(entry({ kind: 'task.reordered' }))).toBe('taskMoved');
    const participant = { principalRef: 'user:default/liu', role: 'watcher' };
    expect(storyOf(entry({ kind: 'participant.added', participant }))).toBe(
      'joined',
    );
    expect(storyOf(entry({ kind: 'participant.removed', participant }))).toBe(
      'left',
    );
  });

  it('tells what became of an approval, once', () => {
    const asked = { round: 1, askedRefs: ['group:default/sre'] };
    const told = (kind: string, changes: Partial<JournalEntry> = {}) =>
      approvalStoryOf(
        entry({ kind: `approval.${kind}`, approval: asked, ...changes }),
      );
    expect(told('asked')).toBe('asked');
    expect(storyOf(entry({ kind: 'approval.asked', approval: asked }))).toBe(
      'approval',
    );
    const reject = { ...asked, decision: 'reject' } as const;
    expect(
      told('decided', { approval: { ...asked, decision: 'approve' } }),
    ).toBe('approved');
    expect(
      told('decided', { approval: reject, actorRef: 'user:default/maria' }),
    ).toBe('rejected');
    // Nobody did: the time for it ran out.
    expect(
      told('decided', {
        approval: reject,
        actorRef: 'service:default/callboard',
      }),
    ).toBe('expired');
    expect(
      told('seat-replaced', { approval: { ...asked, askedRefs: [] } }),
    ).toBe('closed');

    const approver = { principalRef: 'group:default/sre', role: 'approver' };
    const stands = change({ field: 'approval', after: 'requested' });
    const entries = [
      entry({ position: 4, kind: 'approval.asked', approval: asked }),
      entry({ position: 3, kind: 'participant.added', participant: approver }),
      entry({ position: 2, changes: [stands] }),
      entry({ position: 1, changes: [stands], commandId: 'another' }),
    ];
    expect(withoutEchoes(entries).map(e => e.position)).toEqual([4, 1]);
    // Only what the product keeps for itself changed: there is nothing to tell.
    expect(withoutEchoes([entry({})])).toEqual([]);
    const moved = entry({
      kind: 'record.transitioned',
      transition: 'authorize',
      from: 'new',
      to: 'resolved',
      changes: [stands],
    });
    expect(withoutEchoes([entries[0], moved])).toContain(moved);
    expect(tellingChanges(moved)).toEqual([]);
  });

  it('finds words for what it has never heard of', () => {
    const unknown = entry({ kind: 'incident.update-late' });
    expect(storyOf(unknown)).toBe('happened');
    expect(kindWords(unknown.kind)).toBe('update late');
  });

  it('tells an instant that somebody chose, not one that follows', () => {
    const held = entry({
      transition: 'hold',
      changes: [
        change({ field: 'holdUntil', type: 'instant', after: 1 }),
        change({ field: 'acknowledgedAt', type: 'instant', after: 1 }),
      ],
    });
    expect(tellingChanges(held).map(c => c.field)).toEqual(['holdUntil']);
  });

  it('leaves to the practice what it has told', () => {
    const rated = entry({
      changes: [
        change({ field: 'satisfaction', after: 5 }),
        change({ field: 'satisfactionComment', type: 'text', after: 'Quick' }),
      ],
    });
    expect(tellingChanges(rated, ['satisfaction']).map(c => c.field)).toEqual([
      'satisfactionComment',
    ]);
  });

  it('says values as people do', () => {
    expect(valueWords(change({ after: 1 }), 'after', wording)).toBe('High');
    const person = change({
      field: 'assigneeRef',
      type: 'user',
      before: 'user:default/gone',
      after: 'user:default/maria',
    });
    expect(valueWords(person, 'after', wording)).toBe('Maria Silva');
    expect(valueWords(person, 'before', wording)).toBe('gone');
    const labels = valueLabels([
      { key: 'until', words: kept => (kept === '7' ? 'a week' : undefined) },
    ]);
    const days = change({ field: 'until', before: 9, after: 7 });
    expect(valueWords(days, 'after', { ...wording, labels })).toBe('a week');
    expect(valueWords(days, 'before', { ...wording, labels })).toBe('9');
    expect(valueWords(change({ type: 'text' }), 'after', wording)).toBe(
      undefined,
    );
  });

  it('says a sum as money, with its currency in the same words', () => {
    const currency = { field: 'costCurrency', before: 'EUR', after: 'JPY' };
    const cost = change({
      field: 'estimatedCost',
      type: 'number',
      before: 21_000_000,
      after: 30_000_000,
      currency,
    });
    const said = (side: 'before' | 'after') => valueWords(cost, side, wording);
    expect(said('before')).toBe('€210,000.00');
    // Yen have no cents.
    expect(said('after')).toBe('¥30,000,000');
    const changes = [cost, change({ field: 'costCurrency', after: 'JPY' })];
    expect(tellingChanges(entry({ changes }))).toEqual([cost]);
    // A currency that changes alone is told.
    expect(tellingChanges(entry({ changes: [changes[1]] }))).toHaveLength(1);
  });

  it('says a value by its label, whatever kind of field has the labels', () => {
    const labels = valueLabels(
      [
        ...INCIDENT_FIELDS,
        {
          key: 'x-floor',
          choices: [{ value: 'ground', label: 'Ground floor' }],
        },
      ],
      [{ key: 'category', choices: [{ value: 'data', label: 'Wrong data' }] }],
    );
    const say = (field: string, type: FieldChange['type'], value: any) =>
      valueWords(change({ field, type, after: value }), 'after', {
        labels,
        refs: undefined,
      });
    expect(say('x-floor', 'choice', 'ground')).toBe('Ground floor');
    // Kept as text: what may be chosen stands in definitions.
    expect(say('category', 'string', 'data')).toBe('Wrong data');
    expect(say('impact', 'choice', 1)).toBe('High');
    expect(say('priority', 'number', 2)).toBe('P2 High');
    // Its definition is gone, or there never was one.
    expect(say('category', 'string', 'printing')).toBe('printing');
    expect(say('x-floor', 'choice', 'done')).toBe('done');
  });

  it('does not say a task in the words of a record', () => {
    const task = { id: '1', number: 2, title: 'Roll back' };
    const labels = labelsFor(entry({ kind: 'task.changed', task }), wording);
    const skipped = change({
      field: 'state',
      type: 'choice',
      after: 'skipped',
    });
    expect(valueWords(skipped, 'after', { labels, refs: {} })).toBe('Skipped');
    expect(labelsFor(entry({}), wording)).toBe(wording.labels);
  });

  it('leaves out what the sentence says already', () => {
    const acknowledged = entry({
      transition: 'acknowledge',
      changes: [
        change({ field: 'acknowledgedAt', type: 'instant', after: 1 }),
        change({ after: 1 }),
      ],
    });
    expect(tellingChanges(acknowledged).map(c => c.field)).toEqual(['impact']);
  });
});
