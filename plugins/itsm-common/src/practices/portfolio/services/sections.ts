import { z } from 'zod';
import { PRIORITIES, STATUS_CATEGORIES } from '../../../kernel/record';
import { instantSchema } from '../../../kernel/schema';

/** A record as the page of a service lists it. */
export const serviceRecordSchema = z.object({
  number: z.string(),
  type: z.string(),
  title: z.string(),
  status: z.string(),
  /** For people. */
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  priority: z.union(PRIORITIES.map(p => z.literal(p))).optional(),
  /** The thing it is about, where that is a part of the service. */
  aboutRef: z.string().optional(),
  /** What counts of it here: when it was opened, begins, ended or is due. */
  at: instantSchema.optional(),
  /** When it ends, of what takes a while. */
  until: instantSchema.optional(),
  assigneeRef: z.string().optional(),
});
export type ServiceRecord = z.output<typeof serviceRecordSchema>;

/** How a service does, worst word first. */
export const SERVICE_HEALTH = [
  'down',
  'degraded',
  'at-risk',
  'maintenance',
  'healthy',
  'unknown',
] as const;
export type ServiceHealth = (typeof SERVICE_HEALTH)[number];

/** What services do that are in trouble; one that is maintained is where somebody wants it to be. */
export const TROUBLED = [
  'down',
  'degraded',
  'at-risk',
] as const satisfies readonly ServiceHealth[];

/** The words of {@link SERVICE_HEALTH} for people, of what is known. */
export const HEALTH_CHOICES = [
  { value: 'down', label: 'Down' },
  { value: 'degraded', label: 'Degraded' },
  { value: 'at-risk', label: 'At risk' },
  { value: 'maintenance', label: 'Maintenance' },
  { value: 'healthy', label: 'No known problem' },
] as const satisfies readonly { value: ServiceHealth; label: string }[];

/** What a practice says about how a service does; the page shows the worst of all, with each reason. */
export const healthReasonSchema = z.object({
  health: z.enum(SERVICE_HEALTH),
  /** In a sentence, e.g. `INC-1042: Checkout returns 502`. */
  words: z.string(),
  /** The part that it is about, where it is not the service itself. */
  aboutRef: z.string().optional(),
  since: instantSchema.optional(),
  /** Where to read more, within the portal. */
  path: z.string().optional(),
});
export type HealthReason = z.output<typeof healthReasonSchema>;

/** Whether a promise is kept, worst first. */
export const PROMISE_STATES = ['broken', 'at-risk', 'kept', 'unknown'] as const;

/** A promise of a service and whether it keeps it. */
export const servicePromiseSchema = z.object({
  /** What is promised, e.g. `99.9 % available`. */
  words: z.string(),
  /** Where it is written, e.g. the name of the agreement. */
  source: z.string(),
  kind: z.enum(['agreement', 'objective']),
  /** Absent for whoever may know what is promised, but not how it goes. */
  state: z.enum(PROMISE_STATES).optional(),
  /** How it is kept, e.g. `98.7 % of 42 in 30 days`. */
  kept: z.string().optional(),
  path: z.string().optional(),
});
export type ServicePromise = z.output<typeof servicePromiseSchema>;

/** Something that happened to a service. */
export const serviceEventSchema = z.object({
  at: instantSchema,
  /** In a sentence. */
  words: z.string(),
  aboutRef: z.string().optional(),
  /** The record it belongs to, if the caller may read that. */
  number: z.string().optional(),
  path: z.string().optional(),
});
export type ServiceEvent = z.output<typeof serviceEventSchema>;

/** Something a service needs, or that needs it. */
export const serviceNeighbourSchema = z.object({
  ref: z.string(),
  /** How they are tied, e.g. `depends on`. */
  relation: z.string(),
  health: z.enum(SERVICE_HEALTH).optional(),
});
export type ServiceNeighbour = z.output<typeof serviceNeighbourSchema>;

/** A list cut off, and how many there are, capped. */
const some = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    /** As far as the caller may see them; absent if `items` are all. */
    total: z.number().optional(),
  });

/** A sum of money. */
export const moneySchema = z.object({
  /** A whole number of the currency's smallest unit, e.g. cents. */
  minor: z.number().int(),
  currency: z.string(),
});
/** A sum in one currency. */
export type Money = z.output<typeof moneySchema>;

/**
 * What practices tell on the page of a service. A section that is absent was told by nobody: its practice
 * is switched off, failed, or the caller may not see it. Lists are joined over practices, by time.
 */
export const serviceSectionsSchema = z.object({
  health: z.array(healthReasonSchema),
  promises: z.array(servicePromiseSchema),
  /** What is open on it, most urgent first. */
  open: some(serviceRecordSchema),
  /** What is about to change, the next first. */
  upcoming: some(serviceRecordSchema),
  /** What changed, the last first. */
  changed: some(serviceEventSchema),
  dependsOn: some(serviceNeighbourSchema),
  /** Who uses it. */
  usedBy: some(serviceNeighbourSchema),
  /** What is being improved. */
  improvements: some(serviceRecordSchema),
  risks: some(serviceRecordSchema),
  costs: z.object({
    month: z.string(),
    amounts: z.array(moneySchema),
    converted: moneySchema.optional(),
    /** By kind of cost, in the portfolio's currency, largest first. */
    kinds: z.array(z.object({ kind: z.string(), amount: moneySchema })),
    budget: moneySchema.optional(),
    /** The same of the months before, oldest first. */
    trend: z.array(z.object({ month: z.string(), minor: z.number().int() })),
  }),
  contracts: some(serviceRecordSchema),
  continuity: z.object({
    /** Minutes; what was agreed. */
    rtoMinutes: z.number().optional(),
    rpoMinutes: z.number().optional(),
    /** Minutes; what the last test reached. */
    testedRtoMinutes: z.number().optional(),
    lastTestAt: instantSchema.optional(),
    /** In a sentence, where there is one. */
    gap: z.string().optional(),
  }),
  objectives: some(serviceRecordSchema),
  demand: some(serviceRecordSchema),
});
export type ServiceSections = z.output<typeof serviceSectionsSchema>;
