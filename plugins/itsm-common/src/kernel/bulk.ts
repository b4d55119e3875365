import { z } from 'zod';
import { recordIdParamsSchema } from './schema';

/**
 * One change of fields or one transition for many records of a type.
 *
 * @param many - what they are called, e.g. `incidents`
 */
export function bulkSchemaOf<P extends z.ZodType, T extends z.ZodType>(
  many: string,
  of: { patch: P; transition: T },
) {
  return z
    .strictObject({
      items: z
        .array(
          z.strictObject({
            id: recordIdParamsSchema.shape.id,
            /** Leaves the record alone if it moved on since the list was read. */
            version: z.number().int().optional(),
          }),
        )
        .min(1)
        .max(
          100,
          `must name at most 100 ${many}; send the rest in a second call`,
        ),
      patch: of.patch.optional(),
      transition: of.transition.optional(),
    })
    .refine(
      b => (b.patch === undefined) !== (b.transition === undefined),
      'must have either a patch or a transition',
    );
}

/** What became of each record of a bulk change, in the order asked. */
export const bulkResultSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string().optional(),
      done: z.boolean(),
      /** Why not, as a sentence. */
      reason: z.string().optional(),
    }),
  ),
});
export type BulkResult = z.output<typeof bulkResultSchema>;
