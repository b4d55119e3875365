import {
  dependenciesSchema,
  impactSchema,
  OPERATIONAL_STATES,
  pathTo,
  singlePointsSchema,
  thingRefSchema,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  type ImpactService,
  type ItsmAction,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';

const refs = z
  .array(thingRefSchema)
  .min(1)
  .max(50)
  .describe('Catalog entities, e.g. component:default/cart');
const limit = z.number().int().min(1).max(500).default(100);
const states = z
  .array(z.enum(OPERATIONAL_STATES))
  .max(2)
  .optional()
  .describe(
    'What to take into account: items known to be down, and items under change as if they failed',
  );
/** An agent has no use for the map, and should not have to put paths together. */
const withPath = { path: z.array(z.string()) };
const impactOutput = impactSchema.omit({ edges: true }).extend({
  hits: z.array(impactSchema.shape.hits.element.extend(withPath)),
});
const dependenciesOutput = dependenciesSchema.omit({ edges: true }).extend({
  hits: z.array(dependenciesSchema.shape.hits.element.extend(withPath)),
});

/** What agents and pipelines can ask about impact. */
export function impactActions(impact: ImpactService): ItsmAction[] {
  return [
    defineAction({
      name: 'analyze-impact',
      title: 'Analyze impact',
      description:
        'Says what fails if these catalog entities fail: every hit with the path that explains it, who owns what fails, and which redundancy holds. Redundancy that is declared counts. Call it before a change, or when something is down.',
      input: z.strictObject({
        refs,
        with: states,
        down: z
          .array(thingRefSchema)
          .max(100)
          .optional()
          .describe('More entities that are taken to be down already'),
        limit,
      }),
      output: impactOutput,
      readOnly: true,
      run: async ({ refs: ref, ...query }, caller) => {
        const { hits, ...found } = await impact.impact(caller, {
          ref,
          ...query,
        });
        return {
          ...found,
          hits: hits.map(hit => ({ ...hit, path: pathTo(hits, hit.ref) })),
        };
      },
    }),
    defineAction({
      name: 'list-dependencies',
      title: 'List dependencies',
      description:
        'Says what these catalog entities depend on, directly and by others, nearest first, each with the path to it.',
      input: z.strictObject({ refs, limit }),
      output: dependenciesOutput,
      readOnly: true,
      run: async ({ refs: ref, ...query }, caller) => {
        const { hits, ...found } = await impact.dependencies(caller, {
          ref,
          ...query,
        });
        return {
          ...found,
          hits: hits.map(hit => ({ ...hit, path: pathTo(hits, hit.ref) })),
        };
      },
    }),
    defineAction({
      name: 'find-single-points-of-failure',
      title: 'Find single points of failure',
      description:
        'Says what alone takes a catalog entity down, with the way its failure takes. What redundancy covers is none, unless something behind it is shared.',
      input: z.strictObject({
        ref: thingRefSchema.describe('A catalog entity'),
        with: states,
      }),
      output: singlePointsSchema,
      readOnly: true,
      run: (query, caller) => impact.singlePoints(caller, query),
    }),
  ];
}
