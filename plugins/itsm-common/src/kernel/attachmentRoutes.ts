import { z } from 'zod';
import {
  attachmentSchema,
  newAttachmentQuerySchema,
  recordAttachmentsSchema,
} from './attachments';
import { defineRoute } from './contract';
import { recordIdParamsSchema } from './schema';

const ofOne = recordIdParamsSchema.extend({ attachmentId: z.uuid() });

/** Routes of files that hang on records. */
export const attachmentRoutes = {
  list: defineRoute({
    name: 'attachments.list',
    method: 'get',
    path: '/records/:id/attachments',
    summary:
      'The files on a record that the caller may see, oldest first, with whom they may add some for.',
    params: recordIdParamsSchema,
    response: recordAttachmentsSchema,
  }),
  add: defineRoute({
    name: 'attachments.add',
    method: 'post',
    path: '/records/:id/attachments',
    summary:
      'Adds a file: the body is its content, Content-Type what it is said to be. Requesters may only add for the requester audience.',
    params: recordIdParamsSchema,
    query: newAttachmentQuerySchema,
    streams: '*/*',
    takesKey: true,
    response: attachmentSchema,
    status: 201,
  }),
  content: defineRoute({
    name: 'attachments.content',
    method: 'get',
    path: '/records/:id/attachments/:attachmentId/content',
    summary:
      'The content of a file, to be kept: browsers never open it as a page. ETag is its hash.',
    params: ofOne,
    answers: 'application/octet-stream',
    response: z.string().meta({ format: 'binary' }),
  }),
  remove: defineRoute({
    name: 'attachments.remove',
    method: 'delete',
    path: '/records/:id/attachments/:attachmentId',
    summary:
      'Removes a file, for good. The journal keeps that it was there. For whoever added it and those who work on the record.',
    params: ofOne,
    response: z.object({}),
    status: 204,
  }),
} as const;
