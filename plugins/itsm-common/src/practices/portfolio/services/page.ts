import { z } from 'zod';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import {
  instantSchema,
  refInfoSchema,
  textSchema,
} from '../../../kernel/schema';
import { TIERS } from '../model';
import {
  offeringBriefSchema,
  serviceChecklistSchema,
} from '../catalogue/schema';
import {
  healthReasonSchema,
  SERVICE_HEALTH,
  serviceSectionsSchema,
} from './sections';

const part = (longest: number) => textSchema.min(1).max(longest);

/** A service by the address of its page, which is that of its entity in the catalog. */
export const serviceAddressSchema = z.strictObject({
  kind: part(63),
  namespace: part(200),
  name: part(200),
});
export type ServiceAddress = z.output<typeof serviceAddressSchema>;

/** What a link leads to, as far as its title, type or address says so. */
export const SERVICE_LINK_KINDS = [
  'documentation',
  'runbook',
  'dashboard',
  'chat',
  'on-call',
  'source',
  'website',
] as const;
export type ServiceLinkKind = (typeof SERVICE_LINK_KINDS)[number];

/** A link of a service. Its address begins with http, https or mailto: others are left out. */
export const serviceLinkSchema = z.object({
  url: z.string(),
  title: z.string(),
  kind: z.enum(SERVICE_LINK_KINDS),
});
export type ServiceLink = z.output<typeof serviceLinkSchema>;

/** Why somebody is named as a contact. */
export const CONTACT_ROLES = [
  'owner',
  'service-owner',
  'business-owner',
] as const;

/** Who to turn to now. */
export const serviceContactSchema = z.object({
  /** Those who answer for it; the group that owns it first. */
  people: z.array(z.object({ ref: z.string(), role: z.enum(CONTACT_ROLES) })),
  /** Members of the group that owns it, at most 12. */
  members: z.array(z.string()),
  memberTotal: z.number().int(),
  /** Where they can be reached: chat, on-call, mail. */
  channels: z.array(serviceLinkSchema),
  /** Who is on call, in the words of a paging service, e.g. `PagerDuty, service P1X2Y3`. */
  onCall: z.array(z.object({ words: z.string(), url: z.string().optional() })),
  /** When somebody answers, where an agreement says so. */
  hours: z
    .object({
      /** Of the calendar, e.g. `Office hours Vienna`. */
      title: z.string(),
      zone: z.string(),
      open: z.boolean(),
      /** When that ends; absent if it never does. */
      until: instantSchema.optional(),
    })
    .optional(),
  /** Who works on what is open. */
  working: z.array(z.object({ ref: z.string(), numbers: z.array(z.string()) })),
});
export type ServiceContact = z.output<typeof serviceContactSchema>;

/** The record of a service in the portfolio, as its page shows it. */
export const serviceOnRecordSchema = z.object({
  number: z.string(),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  /** What it does for whom, in Markdown. */
  purpose: z.string().optional(),
  /** Who uses it, in words. */
  customers: z.array(z.string()),
});

/** A section of the page. */
export type ServiceSection = keyof z.output<typeof serviceSectionsSchema>;
export const SERVICE_SECTIONS = Object.keys(
  serviceSectionsSchema.shape,
) as readonly ServiceSection[];

/**
 * Why a section is not there: nobody brings it, whoever brings it has failed, or the caller may not see
 * it.
 */
export const SECTION_ABSENCES = ['nobody', 'failed', 'not-allowed'] as const;

/** All there is to know of a service, in one answer. */
export const servicePageSchema = z.object({
  /** As the catalog calls it now; another one than was asked for, if it was renamed. */
  ref: z.string(),
  kind: z.string(),
  title: z.string(),
  description: z.string().optional(),
  type: z.string().optional(),
  lifecycle: z.string().optional(),
  tags: z.array(z.string()),
  links: z.array(serviceLinkSchema),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  domainRef: z.string().optional(),
  /** What it is made of, as far as the caller may see it. */
  parts: z.object({ refs: z.array(z.string()), total: z.number().int() }),
  tier: z.enum(TIERS).optional(),
  /** Since when the catalog has it no longer. */
  goneSince: instantSchema.optional(),
  record: serviceOnRecordSchema.optional(),
  health: z.object({
    /** The worst of the reasons; `unknown` if nobody tells. */
    worst: z.enum(SERVICE_HEALTH),
    /** Worst first. */
    reasons: z.array(healthReasonSchema),
  }),
  contact: serviceContactSchema,
  sections: serviceSectionsSchema.partial(),
  /** Sections that may hold more than the caller may see: of nothing in them nobody may conclude that there is none. */
  partial: z.array(
    z.enum(SERVICE_SECTIONS as [ServiceSection, ...ServiceSection[]]),
  ),
  /** Sections that are not there, and why. */
  absent: z.array(
    z.object({
      section: z.enum(
        SERVICE_SECTIONS as [ServiceSection, ...ServiceSection[]],
      ),
      because: z.enum(SECTION_ABSENCES),
    }),
  ),
  /** How far it is a managed one; absent if nobody looked at it yet. */
  checklist: serviceChecklistSchema.optional(),
  /** What is offered; absent if nobody tells. */
  offerings: z.array(offeringBriefSchema).optional(),
  viewer: z.object({
    /** Whether they run it: they look at it as engineers, others as those it is for. */
    works: z.boolean(),
  }),
  /** Everything named. */
  refs: z.record(z.string(), refInfoSchema),
  at: instantSchema,
});
export type ServicePage = z.output<typeof servicePageSchema>;
