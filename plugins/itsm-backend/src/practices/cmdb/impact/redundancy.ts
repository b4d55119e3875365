import { normalizeRef, thingRefSchema } from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';
import { z } from 'zod';

/** That of a set of what an item depends on, at least so many must be up. */
export interface DeclaredRedundancy {
  ref: string;
  name?: string;
  atLeast: number;
  of: readonly string[];
}

const redundancyBodySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    ref: thingRefSchema,
    /** 0 for what it can do without altogether. */
    atLeast: z.number().int().min(0).max(1000),
    of: z.array(thingRefSchema).min(1).max(1000),
  })
  .refine(body => body.atLeast <= new Set(body.of).size, {
    path: ['atLeast'],
    message: 'must not be more than there are in `of`',
  });
export type RedundancyBody = z.output<typeof redundancyBodySchema>;

/** The same as the annotation, for what one may not or does not want to write into a catalog file. */
export const redundancyKind: DefinitionKind<typeof redundancyBodySchema> = {
  kind: 'redundancy',
  label: 'Redundancy',
  description:
    'Of a set of what a configuration item depends on, at least so many must be up. A failure goes on to it only when fewer remain.',
  schema: redundancyBodySchema,
  titleOf: body => body.name,
  about: body => [body.ref],
};

const PART = /^(\d{1,4})\s+of\s+(.+)$/i;

/**
 * Reads the annotation `callboard.dev/redundancy`: parts separated by semicolons, each
 * `<n> of <reference>, <reference>…`; `0 of` is what the item can do without. References without a namespace are in the item's own.
 *
 * @param ref - the item that says it
 * @returns what could be read, and a sentence for each part that could not
 */
export function parseRedundancy(
  text: string,
  ref: string,
): { declared: DeclaredRedundancy[]; faults: string[] } {
  const namespace = /^[^:]+:([^/]+)\//.exec(ref)?.[1] ?? 'default';
  const declared: DeclaredRedundancy[] = [];
  const faults: string[] = [];
  for (const part of text.split(';').map(p => p.trim())) {
    if (part === '') continue;
    const [, count, list] = PART.exec(part) ?? [];
    if (count === undefined) {
      faults.push(`"${part}" must be like "1 of resource:db-a, resource:db-b"`);
      continue;
    }
    const atLeast = Number(count);
    const written = list.split(',').map(item => item.trim());
    const of = written.flatMap(item => {
      const full = /^[^:/]+:[^:/]+$/.test(item)
        ? item.replace(':', `:${namespace}/`)
        : item;
      const found = normalizeRef(full);
      if (found === undefined)
        faults.push(`"${item}" is no reference like resource:default/db-a`);
      return found === undefined ? [] : [found];
    });
    if (of.length < written.length) continue;
    const all = [...new Set(of)];
    if (atLeast > all.length)
      faults.push(`"${part}" must ask for 0 to ${all.length}`);
    else declared.push({ ref, atLeast, of: all });
  }
  return { declared, faults };
}
