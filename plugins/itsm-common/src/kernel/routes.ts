import { z } from 'zod';
import { defineRoute } from './contract';
import {
  importErrorSchema,
  importQuerySchema,
  importRunSchema,
} from './importSchema';
import { STATUS_CATEGORIES } from './record';
import {
  commentSchema,
  instantSchema,
  journalEntrySchema,
  journalQuerySchema,
  linkSchema,
  newCommentSchema,
  entityRefSchema,
  newLinkSchema,
  newReminderSchema,
  participationSchema,
  reminderSchema,
  newParticipantSchema,
  pageSchema,
  participantSchema,
  recordIdParamsSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
} from './schema';

/** A page of records with what the references in it are called. */
export const recordPageSchema = pageSchema(recordSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});

/** The kernel's routes: what all record types share. */
export const kernelRoutes = {
  listRecords: defineRoute({
    name: 'records.list',
    method: 'get',
    path: '/records',
    summary:
      'Records of all types that the caller may read, newest change first.',
    query: recordListQuerySchema,
    response: recordPageSchema,
  }),
  getRecord: defineRoute({
    name: 'records.get',
    method: 'get',
    path: '/records/:id',
    summary:
      'What every record shows, by number or id. A practice’s own route shows more.',
    params: recordIdParamsSchema,
    response: recordSchema,
  }),
  listJournal: defineRoute({
    name: 'records.journal',
    method: 'get',
    path: '/records/:id/journal',
    summary: 'The timeline of a record from the journal, newest first.',
    params: recordIdParamsSchema,
    query: journalQuerySchema,
    response: pageSchema(journalEntrySchema).extend({
      refs: z.record(z.string(), refInfoSchema),
    }),
  }),
  addComment: defineRoute({
    name: 'records.comment',
    method: 'post',
    path: '/records/:id/comments',
    summary:
      'Adds a comment. Requesters may only write for the requester audience.',
    params: recordIdParamsSchema,
    body: newCommentSchema,
    response: commentSchema,
    status: 201,
  }),
  listLinks: defineRoute({
    name: 'records.links',
    method: 'get',
    path: '/records/:id/links',
    summary:
      'Links of a record to records and entities that the caller may read.',
    params: recordIdParamsSchema,
    response: z.object({ items: z.array(linkSchema) }),
  }),
  addLink: defineRoute({
    name: 'records.link',
    method: 'post',
    path: '/records/:id/links',
    summary: 'Links a record to another record or to a catalog entity.',
    params: recordIdParamsSchema,
    body: newLinkSchema,
    response: linkSchema,
    status: 201,
  }),
  removeLink: defineRoute({
    name: 'records.unlink',
    method: 'delete',
    path: '/records/:id/links/:linkId',
    summary: 'Removes a link. The journal keeps that it was there.',
    params: recordIdParamsSchema.extend({ linkId: z.uuid() }),
    response: z.object({}),
    status: 204,
  }),
  listParticipants: defineRoute({
    name: 'records.participants',
    method: 'get',
    path: '/records/:id/participants',
    summary: 'Who takes part in a record.',
    params: recordIdParamsSchema,
    response: z.object({ items: z.array(participantSchema) }),
  }),
  addParticipant: defineRoute({
    name: 'records.addParticipant',
    method: 'post',
    path: '/records/:id/participants',
    summary: 'Adds a participant. A watcher never gains access by it.',
    params: recordIdParamsSchema,
    body: newParticipantSchema,
    response: participantSchema,
    status: 201,
  }),
  removeParticipant: defineRoute({
    name: 'records.removeParticipant',
    method: 'delete',
    path: '/records/:id/participants',
    summary:
      'Ends a participation: one’s own watching, or anybody’s for those who work on the record.',
    params: recordIdParamsSchema,
    query: participationSchema,
    response: z.object({}),
    status: 204,
  }),
  listReminders: defineRoute({
    name: 'records.reminders',
    method: 'get',
    path: '/records/:id/reminders',
    summary: 'The caller’s own reminders on a record that are still to come.',
    params: recordIdParamsSchema,
    response: z.object({ items: z.array(reminderSchema) }),
  }),
  addReminder: defineRoute({
    name: 'records.remind',
    method: 'post',
    path: '/records/:id/reminders',
    summary: 'Reminds the caller of a record at an instant.',
    params: recordIdParamsSchema,
    body: newReminderSchema,
    response: reminderSchema,
    status: 201,
  }),
  removeReminder: defineRoute({
    name: 'records.forgetReminder',
    method: 'delete',
    path: '/records/:id/reminders/:reminderId',
    summary: 'Takes back a reminder.',
    params: recordIdParamsSchema.extend({ reminderId: z.uuid() }),
    response: z.object({}),
    status: 204,
  }),
  listFollowed: defineRoute({
    name: 'follows.list',
    method: 'get',
    path: '/follows',
    summary: 'The services that the caller follows.',
    response: z.object({
      items: z.array(z.object({ entityRef: z.string() })),
      refs: z.record(z.string(), refInfoSchema),
    }),
  }),
  follow: defineRoute({
    name: 'follows.follow',
    method: 'put',
    path: '/follows',
    summary:
      'Follows a service: its incidents that the caller may see, and its announced disruptions.',
    body: z.strictObject({ entityRef: entityRefSchema }),
    response: z.object({ entityRef: z.string() }),
  }),
  unfollow: defineRoute({
    name: 'follows.unfollow',
    method: 'delete',
    path: '/follows',
    summary: 'No longer follows a service.',
    query: z.strictObject({ entityRef: entityRefSchema }),
    response: z.object({}),
    status: 204,
  }),
  listRecordTypes: defineRoute({
    name: 'records.types',
    method: 'get',
    path: '/record-types',
    summary: 'The enabled record types with their lifecycles.',
    response: z.object({
      items: z.array(
        z.object({
          type: z.string(),
          label: z.string(),
          prefix: z.string(),
          practice: z.string(),
          initial: z.string(),
          states: z.record(
            z.string(),
            z.object({
              label: z.string(),
              category: z.enum(STATUS_CATEGORIES),
              description: z.string(),
              plain: z
                .object({ label: z.string(), next: z.string() })
                .optional(),
            }),
          ),
        }),
      ),
    }),
  }),
  runImport: defineRoute({
    name: 'imports.run',
    method: 'post',
    path: '/imports',
    summary:
      'Imports a CSV stream through a mapping. Answers one JSON line of progress per batch, the last one final.',
    permission: 'itsm.import.run',
    query: importQuerySchema,
    streams: 'text/csv',
    answers: 'application/x-ndjson',
    response: importRunSchema,
  }),
  listImports: defineRoute({
    name: 'imports.list',
    method: 'get',
    path: '/imports',
    summary: 'The latest 50 import runs.',
    permission: 'itsm.import.run',
    response: z.object({ items: z.array(importRunSchema) }),
  }),
  getImport: defineRoute({
    name: 'imports.get',
    method: 'get',
    path: '/imports/:id',
    summary: 'An import run with its first 1000 bad lines.',
    permission: 'itsm.import.run',
    params: z.strictObject({ id: z.uuid() }),
    response: importRunSchema.extend({ errors: z.array(importErrorSchema) }),
  }),
  verifyJournal: defineRoute({
    name: 'journal.verify',
    method: 'get',
    path: '/records/:id/journal/verification',
    summary:
      'Recomputes the hash chain of a record’s journal and says whether it holds.',
    params: recordIdParamsSchema,
    response: z.object({
      /** How many of its entries the caller may see; all are verified. */
      entries: z.number().int(),
      holds: z.boolean(),
      brokenAt: z.number().int().optional(),
      checkedAt: instantSchema,
    }),
  }),
} as const;
