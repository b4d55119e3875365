import { readdir, readFile } from 'fs/promises';
import { join } from 'path';
import { InputError } from '@backstage/errors';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

const tableValueSchema = z.union([z.string(), z.number()]).nullable();

/** A value made from the columns of a row. */
const valueSchema = z.union([
  z.strictObject({
    column: z.string(),
    as: z.enum(['text', 'number', 'boolean', 'instant']).default('text'),
  }),
  /** Text with `{column}` in it; `otherwise`, or empty, if one of its columns is. */
  z.strictObject({
    template: z.string(),
    otherwise: z.string().optional(),
    /** Only the first event of a record sets it. */
    once: z.boolean().default(false),
  }),
  z.strictObject({
    column: z.string(),
    /** The value here by the text there; null leaves it empty. */
    values: z.record(z.string(), tableValueSchema),
    /** What any other text is, null for empty; without it a text that the table lacks is a fault of its row. */
    otherwise: tableValueSchema.optional(),
  }),
]);
export type MappedValue = z.output<typeof valueSchema>;

/** How the rows of a CSV become history. See `docs/guides/import.md`. */
export const mappingSchema = z.strictObject({
  description: z.string(),
  /** The record type the rows are about. */
  type: z.string(),
  /** Columns that go by another name in this export: name in the file → name used here. */
  rename: z.record(z.string(), z.string()).default({}),
  /** Columns whose name the file repeats: the names used here, in the order of the file. */
  repeated: z.record(z.string(), z.array(z.string())).default({}),
  /** Texts that mean "no value". */
  missing: z.array(z.string()).default(['']),
  /** How instants are written, `iso` or in the tokens of luxon, and the time zone they are in. */
  instants: z.strictObject({ format: z.string(), zone: z.string() }),
  /** The record's identity at its source. */
  externalId: z.string(),
  /** When the row's state was reached, and its order among rows of the same instant. */
  at: z.string(),
  order: z.string().optional(),
  createdAt: z.string(),
  /** Who did it and who created the record, as templates of references. */
  actor: z.string(),
  creator: z.string(),
  status: z.strictObject({
    column: z.string(),
    /** The status here by the text there; null keeps the status the record has. */
    values: z.record(z.string(), z.string().nullable()),
  }),
  fields: z.record(z.string(), valueSchema),
});
export type Mapping = z.output<typeof mappingSchema>;

/** Columns that a mapping reads, so that a file without one is refused at its header. */
export function columnsOf(mapping: Mapping): Set<string> {
  const inTemplate = (template: string) =>
    [...template.matchAll(/\{(\w+)\}/g)].map(m => m[1]);
  return new Set([
    mapping.externalId,
    mapping.at,
    ...(mapping.order ? [mapping.order] : []),
    mapping.createdAt,
    mapping.status.column,
    ...inTemplate(mapping.actor),
    ...inTemplate(mapping.creator),
    ...Object.values(mapping.fields).flatMap(v =>
      'template' in v
        ? inTemplate(v.template + (v.otherwise ?? ''))
        : [v.column],
    ),
  ]);
}

/** Finds mappings by name in folders, the first folder that has one wins. */
export class Mappings {
  constructor(private readonly folders: readonly string[]) {}

  /** @throws InputError if there is none of that name, or it is not valid */
  async get(name: string): Promise<Mapping> {
    for (const folder of this.folders) {
      let text: string;
      try {
        text = await readFile(join(folder, `${name}.yaml`), 'utf8');
      } catch {
        continue;
      }
      const parsed = mappingSchema.safeParse(parseYaml(text));
      if (!parsed.success) {
        const faults = parsed.error.issues.map(
          i => `${i.path.join('.')}: ${i.message}`,
        );
        throw new InputError(
          `The mapping ${name} is not valid: ${faults.join('; ')}`,
        );
      }
      return parsed.data;
    }
    const known = await this.#names();
    throw new InputError(
      `mapping: there is no "${name}"; there are ${known.join(', ')}`,
    );
  }

  async #names(): Promise<string[]> {
    const names = await Promise.all(
      this.folders.map(async folder => {
        const files = await readdir(folder).catch(() => []);
        return files.filter(f => f.endsWith('.yaml')).map(f => f.slice(0, -5));
      }),
    );
    return [...new Set(names.flat())].sort();
  }
}
