import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  cabAgendaQuerySchema,
  cabAgendaSchema,
  cabBoardsSchema,
  cabMinutesQuerySchema,
  cabParamsSchema,
} from './schema';

/** The routes of change advisory boards. They are written as definitions of the kind `cab`. */
export const cabRoutes = {
  boards: defineRoute({
    name: 'changes.cab.boards',
    method: 'get',
    permission: 'itsm.change.read',
    path: '/changes/cab',
    summary:
      'Change advisory boards by title: when they meet next, and how many changes wait for their word.',
    response: cabBoardsSchema,
  }),
  agenda: defineRoute({
    name: 'changes.cab.agenda',
    method: 'get',
    permission: 'itsm.change.read',
    path: '/changes/cab/:key/agenda',
    summary:
      'What a meeting of a board is about: the changes that wait for its word and begin before the following meeting, what it decided since it began, and emergency changes since the meeting before. Changes that the caller may not read are left out.',
    params: cabParamsSchema,
    query: cabAgendaQuerySchema,
    response: cabAgendaSchema,
  }),
  minutes: defineRoute({
    name: 'changes.cab.minutes',
    method: 'get',
    permission: 'itsm.change.read',
    path: '/changes/cab/:key/minutes',
    summary: 'The agenda of a meeting with what was decided, as a CSV file.',
    params: cabParamsSchema,
    query: cabMinutesQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
};
