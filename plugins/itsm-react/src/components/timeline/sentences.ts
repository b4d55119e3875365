import type {
  FieldChange,
  FieldDefinition,
  JournalEntry,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { choiceLabel } from '../fields/FieldValueText';
import { refTitle } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';

/** What is needed to put a timeline into words. */
export interface Wording {
  lifecycle: Lifecycle;
  fields: readonly FieldDefinition[];
  refs: Refs | undefined;
}

const REFERENCES = ['user', 'group', 'entity'];

/** A changed field's value in words; undefined if there is none or it was erased. */
export function valueWords(
  change: FieldChange,
  value: FieldChange['before'],
  wording: Wording,
): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (REFERENCES.includes(change.type))
    return refTitle(String(value), wording.refs);
  if (change.type === 'instant')
    return DateTime.fromMillis(
      new Date(value as never).getTime(),
    ).toLocaleString(DateTime.DATETIME_MED);
  if (change.type === 'boolean') return value ? 'yes' : 'no';
  if (change.type === 'choice') {
    return choiceLabel(
      wording.fields.find(f => f.key === change.field),
      value,
    );
  }
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
  | 'linked'
  | 'unlinked'
  | 'joined'
  | 'changed';

/** Tells apart what happened in an entry. */
export function storyOf(entry: JournalEntry): EntryStory {
  if (entry.comment) return 'commented';
  if (entry.link) return entry.kind.endsWith('removed') ? 'unlinked' : 'linked';
  if (entry.participant) return 'joined';
  if (entry.kind === 'record.created') return 'filed';
  if (entry.from && entry.to && entry.from !== entry.to) return 'moved';
  if (entry.transition) return 'took';
  return 'changed';
}

/**
 * The changes worth a line of their own: what the sentence says already and the instants that
 * follow from it are left out.
 */
export function tellingChanges(entry: JournalEntry): FieldChange[] {
  return entry.changes.filter(change => {
    if (change.field === 'status') return false;
    if (entry.kind === 'record.created') return false;
    return !(entry.transition && change.type === 'instant');
  });
}
