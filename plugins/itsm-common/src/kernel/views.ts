import { z } from 'zod';
import {
  instantSchema,
  refInfoSchema,
  refOfKind,
  textSchema,
  titleSchema,
} from './schema';

/** Who sees a saved view beside its owner. */
export const VIEW_SHARING = ['nobody', 'groups', 'everybody'] as const;
export type ViewSharing = (typeof VIEW_SHARING)[number];

/** The list a view belongs to: a record type, or the name of a page. */
export const viewPageSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, 'must be a page like incident');

const paramValue = textSchema.max(2000);

/** The question that a view keeps. It gives no right: whoever asks it gets what they may read. */
export const viewQuerySchema = z
  .strictObject({
    /** Query parameters of the list, as they stand in the address. */
    params: z
      .record(
        z.string().max(60),
        z.union([paramValue, z.array(paramValue).max(100)]),
      )
      .default({}),
    /** A predicate over fields of the registry. */
    predicate: z.unknown().optional(),
    /** Keys of the columns shown, in order. */
    columns: z.array(z.string().max(100)).max(100).optional(),
    sort: z
      .strictObject({
        field: z.string().max(100),
        order: z.enum(['asc', 'desc']),
      })
      .optional(),
  })
  .refine(q => JSON.stringify(q).length <= 20_000, {
    message: 'must be at most 20,000 characters as JSON',
  });
export type ViewQuery = z.output<typeof viewQuerySchema>;

const sharedWith = z.array(refOfKind('group')).max(50);

/** A saved view as the caller sees it. */
export const savedViewSchema = z.object({
  id: z.uuid(),
  page: z.string(),
  name: z.string(),
  query: viewQuerySchema,
  ownerRef: z.string(),
  sharing: z.enum(VIEW_SHARING),
  /** Groups it is shared with; only those of the caller unless they may edit it. */
  groups: z.array(z.string()),
  /** Whether it is the caller's own. */
  mine: z.boolean(),
  canEdit: z.boolean(),
  /** Whether the caller starts with it on its page. */
  isDefault: z.boolean(),
  version: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type SavedView = z.output<typeof savedViewSchema>;

/** A view to be saved. */
export const newViewSchema = z.strictObject({
  page: viewPageSchema,
  name: titleSchema,
  query: viewQuerySchema,
  sharing: z.enum(VIEW_SHARING).default('nobody'),
  groups: sharedWith.default([]),
});
export type NewView = z.output<typeof newViewSchema>;

/** What of a view may be changed. */
export const viewPatchSchema = z
  .strictObject({
    name: titleSchema,
    query: viewQuerySchema,
    sharing: z.enum(VIEW_SHARING),
    groups: sharedWith,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type ViewPatch = z.output<typeof viewPatchSchema>;

/** Which view somebody starts with on a page, and the order they see them in. */
export const viewPreferencesSchema = z.strictObject({
  page: viewPageSchema,
  /** `null` starts without a view; absent leaves it as it is. */
  defaultViewId: z.uuid().nullable().optional(),
  /** Ids in the order wanted; views that are not named come after. Absent leaves it. */
  order: z.array(z.uuid()).max(500).optional(),
});
export type ViewPreferences = z.output<typeof viewPreferencesSchema>;

/** The views of a page in the caller's order. */
export const viewListSchema = z.object({
  items: z.array(savedViewSchema),
  refs: z.record(z.string(), refInfoSchema),
});
export type ViewList = z.output<typeof viewListSchema>;
