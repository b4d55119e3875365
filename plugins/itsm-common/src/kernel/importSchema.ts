import { z } from 'zod';
import { instantSchema } from './schema';

/** A line that could not be imported, with its number in the file (the header is line 1). */
export const importErrorSchema = z.object({
  line: z.number().int(),
  reason: z.string(),
});

/** Progress or result of an import. */
export const importRunSchema = z.object({
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  /** Lines read so far, without the header. */
  lines: z.number().int(),
  /** Rows that became history. */
  imported: z.number().int(),
  /** Rows that were there already. */
  skipped: z.number().int(),
  /** Rows that could not be read. */
  failed: z.number().int(),
  /** Records that the import created. */
  created: z.number().int(),
  startedAt: instantSchema,
  finishedAt: instantSchema.optional(),
  message: z.string().optional(),
});
export type ImportRun = z.output<typeof importRunSchema>;

/** Where the rows come from and how they are read. */
export const importQuerySchema = z.strictObject({
  /** Name of a mapping that ships with the backend or stands in its configured folder. */
  mapping: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a mapping, e.g. servicenow'),
  /** Name of the system the rows come from; part of the identity of every row. */
  source: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,62}$/,
      'must be a short lower-case name, e.g. servicenow',
    ),
});
