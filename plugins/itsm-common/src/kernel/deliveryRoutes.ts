import { z } from 'zod';
import { defineRoute } from './contract';
import { instantSchema, pageSchema, textSchema } from './schema';

/** What becomes of a delivery. `skipped` was due and not to be sent any more, with the reason. */
export const DELIVERY_STATES = [
  'waiting',
  'sent',
  'skipped',
  'failed',
  'cancelled',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Ways out of the system. */
export const DELIVERY_CHANNELS = ['notification', 'webhook'] as const;
export type DeliveryChannelId = (typeof DELIVERY_CHANNELS)[number];

/** What was sent to a webhook and what came back, without their content. */
export const deliveryAnswerSchema = z.object({
  url: z.string().optional(),
  /** Bytes of the request. */
  requestBytes: z.number().int().optional(),
  status: z.number().int().optional(),
  /** The first 500 characters of the answer. */
  excerpt: z.string().optional(),
  durationMs: z.number().int().optional(),
});
/** What was sent to a webhook and what came back. */
export type DeliveryAnswer = z.output<typeof deliveryAnswerSchema>;

/** One thing that is sent to somebody, with how that went. */
export const deliverySchema = z.object({
  /** The same in every attempt: receivers know by it what they have already. */
  id: z.uuid(),
  channel: z.enum(DELIVERY_CHANNELS),
  /** Reference of a user, or id of a webhook endpoint. */
  recipient: z.string(),
  topic: z.string(),
  /** The journal entry that it tells of. */
  position: z.number().int().optional(),
  subject: z.object({
    type: z.string(),
    id: z.string(),
    /** The number, for a record that the caller may see. */
    number: z.string().optional(),
  }),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  lastError: z.string().optional(),
  answer: deliveryAnswerSchema.optional(),
  nextAttemptAt: instantSchema.optional(),
  createdAt: instantSchema,
  finishedAt: instantSchema.optional(),
});
/** One thing that is sent to somebody, with how that went. */
export type DeliveryView = z.output<typeof deliverySchema>;

/** Which deliveries are listed. */
export const deliveryListQuerySchema = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  channel: z.enum(DELIVERY_CHANNELS).optional(),
  recipient: textSchema.max(512).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(1).max(200))
    .optional(),
  cursor: z.string().max(2000).optional(),
});
/** Which deliveries are listed. */
export type DeliveryListQuery = z.output<typeof deliveryListQuerySchema>;

/** Which failed deliveries are sent again. */
export const replayFailedSchema = z.strictObject({
  since: instantSchema,
  channel: z.enum(DELIVERY_CHANNELS).optional(),
  recipient: textSchema.max(512).optional(),
});

/** How many deliveries were taken up again. */
export const replayedSchema = z.object({ replayed: z.number().int() });

const one = z.strictObject({ id: z.uuid() });

/** What left the system, and what did not; for operators. */
export const deliveryRoutes = {
  listDeliveries: defineRoute({
    name: 'deliveries.list',
    method: 'get',
    path: '/operations/deliveries',
    summary: 'Deliveries by state, channel and recipient, newest first.',
    permission: 'itsm.operations.read',
    query: deliveryListQuerySchema,
    response: pageSchema(deliverySchema),
  }),
  getDelivery: defineRoute({
    name: 'deliveries.get',
    method: 'get',
    path: '/operations/deliveries/:id',
    summary: 'One delivery.',
    permission: 'itsm.operations.read',
    params: one,
    response: deliverySchema,
  }),
  replayDelivery: defineRoute({
    name: 'deliveries.replay',
    method: 'post',
    path: '/operations/deliveries/:id/replay',
    summary:
      'Sends a delivery again now, under the same id, with rights and content as of now.',
    permission: 'itsm.operations.manage',
    params: one,
    response: deliverySchema,
  }),
  cancelDelivery: defineRoute({
    name: 'deliveries.cancel',
    method: 'post',
    path: '/operations/deliveries/:id/cancel',
    summary: 'Gives up a delivery that waits.',
    permission: 'itsm.operations.manage',
    params: one,
    response: deliverySchema,
  }),
  replayFailed: defineRoute({
    name: 'deliveries.replayFailed',
    method: 'post',
    path: '/operations/deliveries/replay',
    summary: 'Sends all deliveries again that failed since an instant.',
    permission: 'itsm.operations.manage',
    body: replayFailedSchema,
    response: replayedSchema,
  }),
} as const;
