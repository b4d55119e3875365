import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  newNoteSchema,
  newRetrospectiveSchema,
  newSuggestionSchema,
  noteParamsSchema,
  notePatchSchema,
  retrospectiveListQuerySchema,
  retrospectiveNoteSchema,
  retrospectiveNotesSchema,
  retrospectivePageSchema,
  retrospectivePatchSchema,
  retrospectiveSchema,
  retrospectiveTemplatesSchema,
  retrospectiveTransitionSchema,
  suggestionListQuerySchema,
  suggestionPageSchema,
  suggestionPatchSchema,
  suggestionSchema,
  suggestionTransitionSchema,
} from './schema';

const READ_SUGGESTIONS = 'itsm.suggestion.read';
const UPDATE_SUGGESTIONS = 'itsm.suggestion.update';
const READ_RETROSPECTIVES = 'itsm.retrospective.read';
const UPDATE_RETROSPECTIVES = 'itsm.retrospective.update';

/** What people suggest to improve. */
export const suggestionRoutes = {
  list: defineRoute({
    name: 'suggestions.list',
    method: 'get',
    path: '/improvement/suggestions',
    summary:
      'Suggestions that the caller may read, as a keyset page, with how many want each. Sorted by improvement.votes, what most want comes first.',
    permission: READ_SUGGESTIONS,
    query: suggestionListQuerySchema,
    response: suggestionPageSchema,
  }),
  file: defineRoute({
    name: 'suggestions.file',
    method: 'post',
    path: '/improvement/suggestions',
    summary:
      'Suggests something. The owner of the service it is about answers, or the group that the configuration names.',
    permission: 'itsm.suggestion.create',
    body: newSuggestionSchema,
    response: suggestionSchema,
    status: 201,
  }),
  get: defineRoute({
    name: 'suggestions.get',
    method: 'get',
    path: '/improvement/suggestions/:id',
    summary:
      'One suggestion by number or id, with what the caller may do with it.',
    permission: READ_SUGGESTIONS,
    params: recordIdParamsSchema,
    response: suggestionSchema,
  }),
  update: defineRoute({
    name: 'suggestions.update',
    method: 'patch',
    path: '/improvement/suggestions/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: UPDATE_SUGGESTIONS,
    params: recordIdParamsSchema,
    body: suggestionPatchSchema,
    response: suggestionSchema,
  }),
  transition: defineRoute({
    name: 'suggestions.transition',
    method: 'post',
    path: '/improvement/suggestions/:id/transitions',
    summary:
      'Moves a suggestion along its lifecycle. Each answer says why; whoever suggested it hears of it.',
    permission: UPDATE_SUGGESTIONS,
    params: recordIdParamsSchema,
    body: suggestionTransitionSchema,
    response: suggestionSchema,
  }),
  vote: defineRoute({
    name: 'suggestions.vote',
    method: 'put',
    path: '/improvement/suggestions/:id/vote',
    summary:
      'Says that the caller wants it too. Each person counts once, however often they say it.',
    permission: READ_SUGGESTIONS,
    params: recordIdParamsSchema,
    response: suggestionSchema,
  }),
  unvote: defineRoute({
    name: 'suggestions.unvote',
    method: 'delete',
    path: '/improvement/suggestions/:id/vote',
    summary: 'Takes the caller’s vote back.',
    permission: READ_SUGGESTIONS,
    params: recordIdParamsSchema,
    response: suggestionSchema,
  }),
  initiative: defineRoute({
    name: 'suggestions.initiative',
    method: 'post',
    path: '/improvement/suggestions/:id/initiative',
    summary:
      'Makes an initiative of it and accepts it. If there is one already, it stays the only one. Takes itsm.initiative.create as well.',
    permission: UPDATE_SUGGESTIONS,
    params: recordIdParamsSchema,
    response: suggestionSchema,
  }),
} as const;

/** Teams that look back. */
export const retrospectiveRoutes = {
  list: defineRoute({
    name: 'retrospectives.list',
    method: 'get',
    path: '/improvement/retrospectives',
    summary: 'Retrospectives that the caller may read, as a keyset page.',
    permission: READ_RETROSPECTIVES,
    query: retrospectiveListQuerySchema,
    response: retrospectivePageSchema,
  }),
  begin: defineRoute({
    name: 'retrospectives.begin',
    method: 'post',
    path: '/improvement/retrospectives',
    summary:
      'Begins a retrospective of a team, with the columns of a template or the usual ones.',
    permission: 'itsm.retrospective.create',
    body: newRetrospectiveSchema,
    response: retrospectiveSchema,
    status: 201,
  }),
  templates: defineRoute({
    name: 'retrospectives.templates',
    method: 'get',
    path: '/improvement/retrospectives/templates',
    summary:
      'What a retrospective can begin with: the usual columns, and definitions of the kind retrospective-template.',
    response: retrospectiveTemplatesSchema,
  }),
  get: defineRoute({
    name: 'retrospectives.get',
    method: 'get',
    path: '/improvement/retrospectives/:id',
    summary:
      'One retrospective by number or id, with what the caller may do with it.',
    permission: READ_RETROSPECTIVES,
    params: recordIdParamsSchema,
    response: retrospectiveSchema,
  }),
  update: defineRoute({
    name: 'retrospectives.update',
    method: 'patch',
    path: '/improvement/retrospectives/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: UPDATE_RETROSPECTIVES,
    params: recordIdParamsSchema,
    body: retrospectivePatchSchema,
    response: retrospectiveSchema,
  }),
  transition: defineRoute({
    name: 'retrospectives.transition',
    method: 'post',
    path: '/improvement/retrospectives/:id/transitions',
    summary: 'Moves a retrospective along its lifecycle.',
    permission: UPDATE_RETROSPECTIVES,
    params: recordIdParamsSchema,
    body: retrospectiveTransitionSchema,
    response: retrospectiveSchema,
  }),
  notes: defineRoute({
    name: 'retrospectives.notes',
    method: 'get',
    path: '/improvement/retrospectives/:id/notes',
    summary:
      'The notes of a board, by when they were written: for the team, for whoever began it, and for whom it invited as a collaborator. Others are told why there are none.',
    permission: READ_RETROSPECTIVES,
    params: recordIdParamsSchema,
    response: retrospectiveNotesSchema,
  }),
  addNote: defineRoute({
    name: 'retrospectives.notes.add',
    method: 'post',
    path: '/improvement/retrospectives/:id/notes',
    summary: 'Writes a note into a column.',
    permission: UPDATE_RETROSPECTIVES,
    params: recordIdParamsSchema,
    body: newNoteSchema,
    response: retrospectiveNoteSchema,
    status: 201,
  }),
  changeNote: defineRoute({
    name: 'retrospectives.notes.change',
    method: 'patch',
    path: '/improvement/retrospectives/:id/notes/:note',
    summary:
      'Changes a note. Its words are for whoever wrote it, another column for all who write. With If-Match, a stale version is a conflict.',
    permission: UPDATE_RETROSPECTIVES,
    params: noteParamsSchema,
    body: notePatchSchema,
    response: retrospectiveNoteSchema,
  }),
  removeNote: defineRoute({
    name: 'retrospectives.notes.remove',
    method: 'delete',
    path: '/improvement/retrospectives/:id/notes/:note',
    summary: 'Takes a note of one’s own off the board.',
    permission: UPDATE_RETROSPECTIVES,
    params: noteParamsSchema,
    response: z.object({ removed: z.boolean() }),
  }),
} as const;
