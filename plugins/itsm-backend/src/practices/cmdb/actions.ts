import {
  ciAttributesSchema,
  ciChangesSchema,
  ciEventSchema,
  ciListQuerySchema,
  ciPageSchema,
  ciRecordPageSchema,
  ciStateSchema,
  CI_ORIGINS,
  CI_PRESENCES,
  CI_SORTS,
  instantSchema,
  pageSchema,
  refInfoSchema,
  thingRefSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { AttributeService } from './classes/AttributeService';
import type { HistoryService } from './HistoryService';
import type { CiService } from './items/CiService';

const MOST_RECORDS = 10;
const { shape: asked } = ciListQuerySchema;

const item = z.strictObject({
  ref: thingRefSchema.describe(
    'The catalog entity, e.g. component:default/cart',
  ),
});
const words = z.array(z.string().min(1).max(100)).max(20).optional();

const listInput = z.strictObject({
  q: asked.q.describe('Beginnings of words in title or reference'),
  kind: words.describe('Kinds of the catalog, e.g. component or resource'),
  class: words.describe('Keys of classes'),
  owner: z
    .union([z.enum(['mine', 'none']), thingRefSchema])
    .optional()
    .describe(
      'A group; mine for those of the caller and their groups, none for those without owner',
    ),
  system: thingRefSchema.optional().describe('Only parts of this system'),
  attribute: z
    .array(z.string().min(3).max(250))
    .max(10)
    .optional()
    .describe('Attributes that must have a value, e.g. environment:prod'),
  attributes: z
    .array(z.string().min(1).max(40))
    .max(20)
    .optional()
    .describe('Keys of attributes to be told along'),
  origin: z
    .enum(CI_ORIGINS)
    .optional()
    .describe('sources for what is not in Git, catalog for the others'),
  state: z
    .enum(CI_PRESENCES)
    .optional()
    .describe('gone for what the catalog has no longer'),
  changed: z
    .number()
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('Changed within so many days'),
  sort: z.enum(CI_SORTS).optional(),
  limit: z.number().int().min(1).max(100).default(25),
  cursor: asked.cursor.describe('pageInfo.nextCursor of the page before'),
});

/** What agents and pipelines can ask of the CMDB. Each answers what the caller may see, no more. */
export function cmdbActions(parts: {
  items: CiService;
  history: HistoryService;
  attributes: AttributeService;
}): ItsmAction[] {
  const { items, history, attributes } = parts;
  return [
    defineAction({
      name: 'list-configuration-items',
      title: 'List configuration items',
      description:
        'Lists configuration items (entities of the software catalog but people) that the caller may see, by title unless said otherwise, as a page. A page may have fewer than asked for and a next one all the same.',
      input: listInput,
      output: ciPageSchema,
      readOnly: true,
      run: ({ owner, system, limit, ...question }, caller) =>
        items.list(caller, {
          ...ciListQuerySchema.parse({
            ...question,
            changed: question.changed?.toString(),
            owner,
            system,
          }),
          limit,
        }),
    }),
    defineAction({
      name: 'get-configuration-item',
      title: 'Get a configuration item',
      description:
        'One configuration item as it is now: its fields, its relations and its owner, its attributes with the source that says so, and the records that touch it, open ones first.',
      input: item,
      output: z.object({
        item: ciStateSchema.omit({ refs: true, at: true }),
        attributes: ciAttributesSchema.omit({ refs: true, canUpdate: true }),
        records: ciRecordPageSchema.omit({ refs: true }),
        refs: z.record(z.string(), refInfoSchema),
      }),
      readOnly: true,
      async run({ ref }, caller) {
        // One after the other: the first says whether it is there for the caller at all.
        const { refs, at: _now, ...state } = await history.ci(caller, { ref });
        const [known, touching] = await Promise.all([
          attributes.get(caller, ref),
          items.records(caller, { ref, limit: MOST_RECORDS }),
        ]);
        const { refs: ofAttributes, canUpdate: _, ...values } = known;
        const { refs: ofRecords, ...records } = touching;
        return {
          item: state,
          attributes: values,
          records,
          refs: { ...refs, ...ofAttributes, ...ofRecords },
        };
      },
    }),
    defineAction({
      name: 'what-changed',
      title: 'What changed',
      description:
        'What changed in the hours before an instant, of a configuration item and of what it depended on, newest first: where to look first when something broke.',
      input: item.extend({
        before: instantSchema
          .optional()
          .describe('When it broke; now by default'),
        hours: z
          .number()
          .int()
          .min(1)
          .max(24 * 31)
          .default(24),
        depth: z.number().int().min(1).max(5).default(3),
      }),
      output: ciChangesSchema,
      readOnly: true,
      run: (query, caller) => history.changes(caller, query),
    }),
    defineAction({
      name: 'configuration-item-history',
      title: 'History of a configuration item',
      description:
        'What became of a configuration item, newest first, field by field, as a page; and since when its history is kept.',
      input: item.extend({
        limit: z.number().int().min(1).max(100).default(30),
        cursor: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
      }),
      output: pageSchema(ciEventSchema)
        .omit({ total: true })
        .extend({
          knownSince: z.string().optional(),
          refs: z.record(z.string(), refInfoSchema),
        }),
      readOnly: true,
      run: (query, caller) => history.history(caller, query),
    }),
  ];
}
