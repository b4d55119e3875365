import type { FieldDefinition } from '../../../kernel/fields';

/** The type of records in which people suggest what could be better. */
export const SUGGESTION = 'suggestion';
/** The type of records in which a team looks back. */
export const RETROSPECTIVE = 'retrospective';
/** What a retrospective begins with: a definition. */
export const RETROSPECTIVE_TEMPLATE = 'retrospective-template';
/** How many want what a suggestion says: a field of lists, exports and filters. */
export const VOTES_FIELD = 'improvement.votes';

/** The most columns that a board has. */
export const MOST_COLUMNS = 6;
/** The most notes of one retrospective. */
export const MOST_NOTES = 500;
/** The longest note. */
export const LONGEST_NOTE = 1_000;

/** A column of a board. */
export interface BoardColumn {
  key: string;
  title: string;
  /** What to write there. */
  hint?: string;
}

/** What a retrospective has if it is begun without a template. */
export const USUAL_COLUMNS: readonly BoardColumn[] = [
  {
    key: 'went-well',
    title: 'What went well',
    hint: 'What to keep doing, and why it worked.',
  },
  {
    key: 'did-not',
    title: 'What did not',
    hint: 'What happened and what it cost; not who did it.',
  },
  {
    key: 'try-next',
    title: 'What to try next',
    hint: 'One thing each. What you agree on becomes an action.',
  },
];

/** What a suggestion has beside what every record has. */
export const SUGGESTION_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'idea',
    column: 'idea',
    label: 'What would be better',
    type: 'text',
  },
  {
    key: 'answer',
    column: 'answer',
    label: 'Answer',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'withdrawReason',
    column: 'withdraw_reason',
    label: 'Why it is withdrawn',
    type: 'text',
  },
];

/** What a retrospective has beside what every record has. */
export const RETROSPECTIVE_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'about',
    column: 'about',
    label: 'What it looks back at',
    type: 'text',
  },
  { key: 'heldAt', column: 'held_at', label: 'When', type: 'instant' },
  {
    key: 'templateKey',
    column: 'template_key',
    label: 'Template',
    type: 'string',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'board',
    column: 'board',
    label: 'Columns',
    type: 'string',
    setBy: ['worker'],
    computed: true,
    sortable: false,
  },
  {
    key: 'summary',
    column: 'summary',
    label: 'What we take away',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'cancelReason',
    column: 'cancel_reason',
    label: 'Why it is cancelled',
    type: 'text',
    setBy: ['worker'],
  },
];
