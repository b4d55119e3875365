import { defineRoute } from './contract';
import {
  erasurePreviewSchema,
  erasureResultSchema,
  erasureSchema,
} from './erasure';

/** Erasing a person. The reference stands in bodies only, as addresses are written to logs. */
export const erasureRoutes = {
  preview: defineRoute({
    name: 'erasure.preview',
    method: 'post',
    path: '/erasures/preview',
    summary:
      'What erasing a person would do; it is done and taken back, and nothing is changed.',
    permission: 'itsm.person.erase',
    body: erasurePreviewSchema,
    response: erasureResultSchema,
  }),
  erase: defineRoute({
    name: 'erasure.erase',
    method: 'post',
    path: '/erasures',
    summary:
      'Erases a person for good; the journal still verifies. Doing it again erases what came since.',
    permission: 'itsm.person.erase',
    body: erasureSchema,
    response: erasureResultSchema,
  }),
} as const;
