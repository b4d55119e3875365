import { z } from 'zod';
import {
  textSchema,
  thingRefSchema,
  titleSchema,
} from '../../../kernel/schema';

const weightSchema = z
  .number()
  .positive('must be more than 0')
  .max(1_000_000, 'must be at most 1,000,000')
  .refine(
    weight => Math.abs(weight * 1000 - Math.round(weight * 1000)) < 1e-6,
    'must have at most three digits after the point',
  );

/** By what costs are split. */
export const sharingRuleSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('equal'),
    to: z.array(thingRefSchema).min(1).max(500),
  }),
  z.strictObject({
    by: z.literal('weight'),
    to: z
      .array(z.strictObject({ service: thingRefSchema, weight: weightSchema }))
      .min(1)
      .max(500),
  }),
  z.strictObject({
    by: z.literal('dependants'),
    /** How far along `dependsOn`: 1 is what needs it directly. */
    hops: z.number().int().min(1).max(5).default(1),
    /** `system` counts a system by how many of its parts depend on it. */
    bearers: z.enum(['item', 'system']).default('system'),
  }),
  z.strictObject({
    by: z.literal('records'),
    /** Records of these types that were filed in the month. */
    types: z
      .array(z.string().regex(/^[a-z][a-z-]*$/, 'must be a type of records'))
      .min(1)
      .max(5),
    to: z.array(thingRefSchema).min(1).max(500),
  }),
]);
export type SharingBy = z.output<typeof sharingRuleSchema>;

/** How a service that others use is paid for by them: a definition of the kind `cost-sharing`. */
export const costSharingSchema = z
  .strictObject({
    name: titleSchema,
    /** Why it is split so, for those who bear it. */
    why: textSchema.trim().max(500).optional(),
    /** The service that is shared. */
    service: thingRefSchema,
    /** How much of its costs the others bear, in per cent. */
    percent: z.number().gt(0).max(100).default(100),
    rule: sharingRuleSchema,
  })
  .superRefine(({ service, rule }, ctx) => {
    if (rule.by === 'dependants') return;
    const refs = rule.to.map(to => (typeof to === 'string' ? to : to.service));
    refs.forEach((ref, i) => {
      if (ref === service)
        ctx.addIssue({
          code: 'custom',
          path: ['rule', 'to', i],
          message: `${ref} is the service that is shared; it keeps what the others do not bear`,
        });
      else if (refs.indexOf(ref) < i)
        ctx.addIssue({
          code: 'custom',
          path: ['rule', 'to', i],
          message: `${ref} is there twice`,
        });
    });
  });
export type CostSharing = z.output<typeof costSharingSchema>;

/** Whom a rule names; none where the graph says it. */
export function bearersNamed({ rule }: CostSharing): string[] {
  if (rule.by === 'dependants') return [];
  return rule.to.map(to => (typeof to === 'string' ? to : to.service));
}

/** The same rule by the names that services have now; two that are one by now bear what both bore. */
export function sharingNamed(
  body: CostSharing,
  nameNow: (ref: string) => string,
): CostSharing {
  const service = nameNow(body.service);
  const { rule } = body;
  if (rule.by === 'dependants') return { ...body, service };
  if (rule.by === 'weight') {
    const weights = new Map<string, number>();
    for (const to of rule.to) {
      const ref = nameNow(to.service);
      if (ref !== service)
        weights.set(ref, (weights.get(ref) ?? 0) + to.weight);
    }
    const to = [...weights].map(([ref, weight]) => ({ service: ref, weight }));
    return { ...body, service, rule: { ...rule, to } };
  }
  const to = [...new Set(rule.to.map(nameNow))].filter(ref => ref !== service);
  return { ...body, service, rule: { ...rule, to } };
}

/** How a rule splits, in words. */
export function sharingWords({ rule, percent }: CostSharing): string {
  const part = percent === 100 ? 'All' : `${percent} %`;
  switch (rule.by) {
    case 'equal':
      return `${part} in equal parts`;
    case 'weight':
      return `${part} by stated weights`;
    case 'records':
      return `${part} by how many records each had in the month (${rule.types.join(
        ', ',
      )})`;
    default:
      return `${part} by what depends on it${
        rule.hops > 1 ? `, over up to ${rule.hops} steps` : ' directly'
      }${rule.bearers === 'system' ? ', each system by its parts' : ''}`;
  }
}
