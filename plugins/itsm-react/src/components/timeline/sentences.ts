import type {
  FieldChange,
  JournalEntry,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import { formatMoney } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { refTitle } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import { approvalStoryOf } from './approvalStory';
import { TASK_LABELS } from './valueLabels';
import type { ValueLabels } from './valueLabels';

/** How a practice tells of an entry that is more than its changed fields. */
export interface EntryTelling {
  /** What happened, without who: `declared a major incident`. */
  deed: string;
  /** Fields that the deed has said already. */
  says: readonly string[];
}

/** What is needed to put a timeline into words. */
export interface Wording {
  lifecycle: Lifecycle;
  /** The words for the values of the record's fields. */
  labels: ValueLabels;
  refs: Refs | undefined;
  /** The practice's own words for what only it knows; undefined leaves the entry to the house's. */
  tell?: (entry: JournalEntry) => EntryTelling | undefined;
}

const REFERENCES = ['user', 'group', 'entity'];

/** Where an entry's values get their words: a task's fields have the keys of a record's. */
export function labelsFor(entry: JournalEntry, wording: Wording): ValueLabels {
  return entry.task ? TASK_LABELS : wording.labels;
}

/**
 * A changed field's value in words; undefined if there is none or it was erased. A value whose
 * words are gone, with the definition that had them, is said as it was kept.
 *
 * @param side - whether what was is said, or what is
 */
export function valueWords(
  change: FieldChange,
  side: 'before' | 'after',
  wording: Pick<Wording, 'labels' | 'refs'>,
): string | undefined {
  const value = change[side];
  if (value === undefined || value === '') return undefined;
  const label = wording.labels.get(change.field)?.get(String(value));
  if (label !== undefined) return label;
  if (change.currency && typeof value === 'number')
    return formatMoney(value, change.currency[side] ?? '');
  if (REFERENCES.includes(change.type))
    return refTitle(String(value), wording.refs);
  if (change.type === 'instant')
    return DateTime.fromMillis(
      new Date(value as never).getTime(),
    ).toLocaleString(DateTime.DATETIME_MED);
  if (change.type === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** Long texts stand below the sentence, not in it. */
export function isLongText(change: FieldChange): boolean {
  return change.type === 'text' && change.field !== 'title';
}

/** What an entry is about, so that the page can find its words. */
export type EntryStory =
  | 'filed'
  | 'moved'
  | 'took'
  | 'commented'
  | 'attached'
  | 'detached'
  | 'linked'
  | 'unlinked'
  | 'joined'
  | 'left'
  | 'taskAdded'
  | 'taskChanged'
  | 'taskDone'
  | 'taskSkipped'
  | 'taskMoved'
  | 'approval'
  | 'facts'
  | 'changed'
  | 'happened';

function taskStory(entry: JournalEntry): EntryStory {
  if (entry.kind === 'task.added') return 'taskAdded';
  if (entry.kind === 'task.done') {
    const state = entry.changes.find(change => change.field === 'state');
    return state?.after === 'skipped' ? 'taskSkipped' : 'taskDone';
  }
  return 'taskChanged';
}

/** Tells apart what happened in an entry. */
export function storyOf(entry: JournalEntry): EntryStory {
  if (entry.comment) return 'commented';
  if (entry.attachment)
    return entry.kind.endsWith('removed') ? 'detached' : 'attached';
  if (entry.link) return entry.kind.endsWith('removed') ? 'unlinked' : 'linked';
  if (entry.participant)
    return entry.kind.endsWith('removed') ? 'left' : 'joined';
  if (entry.kind === 'task.reordered') return 'taskMoved';
  if (entry.task) return taskStory(entry);
  if (approvalStoryOf(entry)) return 'approval';
  if (entry.kind.endsWith('.service-facts')) return 'facts';
  if (entry.kind === 'record.created') return 'filed';
  if (entry.from && entry.to && entry.from !== entry.to) return 'moved';
  if (entry.transition) return 'took';
  // A fact that a practice keeps and that this page has no words for.
  return entry.changes.length > 0 || entry.kind.startsWith('record.')
    ? 'changed'
    : 'happened';
}

/** What a kind that nobody has words for says by its name: `incident.update-late`, "update late". */
export function kindWords(kind: string): string {
  return kind.slice(kind.indexOf('.') + 1).replace(/[-.]/g, ' ');
}

/** Changes without those of currencies that sums beside them are told in. */
export function withoutCurrencies(
  changes: readonly FieldChange[],
): FieldChange[] {
  const said = new Set(
    changes.flatMap(({ currency }) => currency?.field ?? []),
  );
  return changes.filter(({ field }) => !said.has(field));
}

/**
 * The changes worth a line of their own: what the sentence says already and the instants that
 * follow from it are left out.
 */
export function tellingChanges(
  entry: JournalEntry,
  says: readonly string[] = [],
): FieldChange[] {
  return withoutCurrencies(entry.changes).filter(change => {
    // How an approval stands is told by an entry of its own.
    if (['status', 'approval', ...says].includes(change.field)) return false;
    if (entry.kind === 'record.created' || entry.kind === 'task.added')
      return false;
    if (entry.kind === 'task.done') return change.field !== 'state';
    // Instants that follow from a transition; one that somebody chose is told.
    return !(
      entry.transition &&
      change.type === 'instant' &&
      !change.field.endsWith('Until')
    );
  });
}
