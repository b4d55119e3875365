import {
  SUGGESTION,
  suggestionRoutes,
  suggestionSummarySchema,
  VOTES_FIELD,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';

const open = { status: ['new', 'considering'] };
const byVotes = { by: VOTES_FIELD, order: 'desc' } as const;

/** The ready-made views, in the order of their tabs. */
export const SUGGESTION_VIEWS = {
  open: { params: open },
  wanted: {
    params: { status: ['new', 'considering', 'accepted'] },
    sort: byVotes,
  },
  mine: { params: { requester: 'me' } },
  answer: { params: { ...open, owner: 'mine' } },
  accepted: { params: { status: ['accepted'] } },
  done: { params: { status: ['done'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];

/** The name of a view. */
export type SuggestionView = keyof typeof SUGGESTION_VIEWS;

/** What lists of suggestions have in common. */
export const SUGGESTION_LIST: ListSpec = {
  type: SUGGESTION,
  queues: SUGGESTION_VIEWS,
  defaultQueue: 'open',
  filters: ['q', 'status', 'service', 'owner'],
  sort: { by: 'created', order: 'desc' },
  columns: [
    VOTES_FIELD,
    'number',
    'title',
    'serviceRef',
    'status',
    'ownerRef',
    'createdAt',
  ],
};

/** Whether rows of the list have a value for a field. */
export const isInSuggestionRows = (key: string): boolean =>
  key === VOTES_FIELD || key in suggestionSummarySchema.shape;

/** What {@link useSuggestionList} gives. */
export type SuggestionList = RecordList<typeof suggestionRoutes.list>;

/** Suggestions as the address asks for them. */
export function useSuggestionList(): SuggestionList {
  return useRecordList(SUGGESTION_LIST, suggestionRoutes.list);
}
