import { z } from 'zod';
import { defineRoute } from '../../kernel/contract';
import { definitionKeySchema } from '../../kernel/definitions';
import { instantSchema } from '../../kernel/schema';
import { CLOCK_STATES, METRICS } from './model';

/** The kinds of definitions that clocks are told by. */
export const WHAT_IF_KINDS = ['agreement', 'calendar'] as const;
/** Flips that are told one by one. */
export const MOST_FLIPS = 200;

/** What somebody would define: as the editor has it, or a file as it is kept in Git. */
export const whatIfSchema = z
  .strictObject({
    kind: z.enum(WHAT_IF_KINDS).optional(),
    key: definitionKeySchema.optional(),
    body: z.unknown().optional(),
    /** The body as YAML or JSON. */
    text: z.string().max(200_000).optional(),
    /** YAML documents with kind, key and spec. */
    file: z.string().max(200_000).optional(),
    /** How far back records are looked at. */
    days: z.number().int().min(1).max(366).default(90),
  })
  .refine(
    ({ kind, key, body, text, file }) => {
      if (file !== undefined)
        return [kind, key, body, text].every(other => other === undefined);
      const named = kind !== undefined && key !== undefined;
      return named && (text === undefined) !== (body === undefined);
    },
    {
      message:
        'must have kind and key with either text or body, or a file alone',
    },
  );

/** A side of a comparison. Durations are milliseconds of working time. */
const whatIfSideSchema = z.object({
  agreement: z.object({ key: z.string(), version: z.number() }),
  goal: z.number(),
  elapsed: z.number(),
  state: z.enum(CLOCK_STATES),
  breached: z.boolean(),
});

/** A clock that would be met instead of breached, or the other way round. */
export const whatIfFlipSchema = z.object({
  recordId: z.string(),
  number: z.string(),
  type: z.string(),
  title: z.string(),
  /** E.g. `sla:resolution`. */
  clock: z.string(),
  metric: z.enum(METRICS),
  before: whatIfSideSchema,
  after: whatIfSideSchema,
});

/** What a change of an agreement or a calendar would make of the clocks that there were. */
export const whatIfResultSchema = z.object({
  definitions: z.array(z.object({ kind: z.string(), key: z.string() })),
  from: instantSchema,
  to: instantSchema,
  /** Records that were looked at. */
  records: z.number(),
  /** Whether there are more than are looked at; the newest are. */
  truncated: z.boolean(),
  /** Clocks. What still runs and is in time counts as met. */
  counts: z.object({
    metToBreached: z.number(),
    breachedToMet: z.number(),
    unchanged: z.number(),
    newlyCovered: z.number(),
    noLongerCovered: z.number(),
  }),
  /** At most 200; the counts have them all. */
  flips: z.array(whatIfFlipSchema),
});

/** The route of what-if. */
export const whatIfRoutes = {
  ask: defineRoute({
    name: 'service-levels.what-if',
    method: 'post',
    permission: 'itsm.definition.write',
    path: '/service-levels/what-if',
    summary:
      'What a change of an agreement or a calendar would make of the records of the last days: which clocks would flip between met and breached. Writes nothing.',
    body: whatIfSchema,
    response: whatIfResultSchema,
  }),
};

export type WhatIf = z.output<typeof whatIfSchema>;
export type WhatIfFlip = z.output<typeof whatIfFlipSchema>;
export type WhatIfResult = z.output<typeof whatIfResultSchema>;
