import { z } from 'zod';
import { defineRoute } from './contract';
import {
  handOverResultSchema,
  handOverSchema,
  strandedWorkSchema,
} from './handover';
import { refInfoSchema } from './schema';

/** Work whose holder left, was renamed or never was. */
export const handoverRoutes = {
  list: defineRoute({
    name: 'handover.list',
    method: 'get',
    path: '/handover',
    summary:
      'Open work of groups and people who are not in the catalog (any more), most first.',
    permission: 'itsm.operations.read',
    response: z.object({
      items: z.array(strandedWorkSchema),
      refs: z.record(z.string(), refInfoSchema),
    }),
  }),
  handOver: defineRoute({
    name: 'handover.handOver',
    method: 'post',
    path: '/handover',
    summary:
      'Hands open work over, up to 200 records a call; each is a change of its own in the journal.',
    permission: 'itsm.operations.manage',
    body: handOverSchema,
    response: handOverResultSchema,
  }),
} as const;
