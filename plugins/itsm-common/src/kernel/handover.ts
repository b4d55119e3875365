import { z } from 'zod';
import { entityRefSchema, instantSchema, refOfKind } from './schema';

/** What somebody holds: records of a group, or records assigned to a person. */
export const HELD_AS = ['owner', 'assignee'] as const;
export type HeldAs = (typeof HELD_AS)[number];

/**
 * Why work has to be handed over: its holder left the catalog, is called otherwise by now, or was
 * never in the catalog (a typing mistake, or history from elsewhere).
 */
export const HOLDER_STATES = ['removed', 'renamed', 'unknown'] as const;

/** Open work of one holder who is gone. */
export const strandedWorkSchema = z.object({
  heldAs: z.enum(HELD_AS),
  ref: z.string(),
  state: z.enum(HOLDER_STATES),
  /** What a renamed holder is called now. */
  nowRef: z.string().optional(),
  removedAt: instantSchema.optional(),
  /** Open records that the caller may read. */
  records: z.number().int(),
});
export type StrandedWork = z.output<typeof strandedWorkSchema>;

/** Whose work goes to whom. */
export const handOverSchema = z
  .strictObject({
    heldAs: z.enum(HELD_AS),
    from: entityRefSchema,
    /** A group for owned records; a user, or `null` for the owner group's queue, for assigned ones. */
    to: refOfKind('user', 'group').nullable(),
  })
  .refine(
    h =>
      h.heldAs === 'owner'
        ? h.to?.startsWith('group:')
        : h.to === null || h.to.startsWith('user:'),
    {
      message:
        'must be a group for owned records, and a user or null for assigned ones',
      path: ['to'],
    },
  );
export type HandOver = z.output<typeof handOverSchema>;

/** What was handed over by one call; `left` more wait for the next one. */
export const handOverResultSchema = z.object({
  done: z.array(z.string()),
  failed: z.array(z.object({ number: z.string(), reason: z.string() })),
  left: z.number().int(),
});
