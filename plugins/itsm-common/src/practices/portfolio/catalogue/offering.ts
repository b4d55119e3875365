import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  markdownSchema,
  refOfKind,
  textSchema,
  titleSchema,
} from '../../../kernel/schema';
import { SERVICE_KINDS, TIERS } from '../model';
import { OFFERING_PRICE_PERIODS, OFFERING_STATES } from './model';

const words = textSchema.trim().min(1, 'must not be empty').max(300);

/** Where a link leads: a page or an address for mail, never a script. */
const linkSchema = textSchema
  .trim()
  .max(1_000)
  .refine(
    text =>
      /^(https?:\/\/[^\s]+|mailto:[^\s@]+@[^\s@]+|\/[^/\\\s][^\s]*)$/i.test(
        text,
      ),
    'must be an address like https://…, mailto:… or a path in the portal like /itsm/…',
  );

const howToAskSchema = z
  .strictObject({
    /** A template of the portal that does it. */
    template: refOfKind('template').optional(),
    /** A page or a mail address. */
    link: linkSchema.optional(),
    /** Whether to file an incident against the service. */
    incident: z.boolean().optional(),
    /** In words, e.g. `Ask the front desk`. */
    text: textSchema.trim().min(1).max(1_000).optional(),
  })
  .refine(
    ({ template, link, incident }) =>
      [template, link, incident || undefined].filter(way => way !== undefined)
        .length <= 1,
    'must be one of template, link and incident; say more in text',
  )
  .refine(
    ({ template, link, incident, text }) =>
      template ?? link ?? text ?? (incident || undefined),
    'must say how to ask: a template, a link, incident: true, or a text',
  );

/** What a service offers: a definition of the kind `offering`. */
export const offeringBodySchema = z.strictObject({
  /** The service, as the catalog calls it. */
  service: refOfKind(...SERVICE_KINDS),
  /** What it is called, e.g. `Checkout for partner shops`. */
  name: titleSchema,
  /** What one gets, in a sentence and without jargon. */
  summary: words,
  /** All there is to know of it, in Markdown. */
  description: markdownSchema.optional(),
  /** Who it is for, e.g. `Teams that sell in the shop`. */
  audience: words.optional(),
  howToAsk: howToAskSchema,
  /** Keys of agreements whose levels it comes with. */
  agreements: z.array(definitionKeySchema).max(20).default([]),
  price: z
    .strictObject({
      /** A whole number of the currency's smallest unit, e.g. cents. */
      minor: z.number().int().min(0).max(1e12),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'must be three letters of ISO 4217, e.g. EUR'),
      per: z.enum(OFFERING_PRICE_PERIODS),
    })
    .optional(),
  /** When it can be used, e.g. `Around the clock`. */
  availability: words.optional(),
  /** Who helps and when, e.g. `Weekdays from 8 to 18`. */
  support: words.optional(),
  state: z.enum(OFFERING_STATES).default('draft'),
});
export type OfferingBody = z.output<typeof offeringBodySchema>;
export type OfferingPrice = NonNullable<OfferingBody['price']>;

const some = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1, 'must name at least one; leave it out for all').max(50);

/** What a managed service has, and how much it counts: a definition of the kind `managed-service`. */
export const managedServiceBodySchema = z.strictObject({
  /** What it is called here, e.g. `What tier 1 needs beside`. */
  title: titleSchema,
  /** For which services; all if it is left out. The narrower definition counts. */
  services: z
    .strictObject({
      kinds: some(z.enum(SERVICE_KINDS)).optional(),
      types: some(textSchema.trim().min(1).max(100)).optional(),
      lifecycles: some(textSchema.trim().min(1).max(100)).optional(),
      tiers: some(z.enum(TIERS)).optional(),
    })
    .optional(),
  /** How much each check counts, from 1 to 10; 0 leaves it out. */
  weights: z.record(
    z
      .string()
      .max(40)
      .regex(/^[a-z][a-z0-9-]*$/, 'must be the key of a check like owner'),
    z.number().int().min(0).max(10),
  ),
});
export type ManagedServiceBody = z.output<typeof managedServiceBodySchema>;
