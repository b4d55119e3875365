import { z as zod4 } from 'zod';
import type { AnyZodObject, z as zod3, ZodTypeAny } from 'zod/v3';

type Zod3 = typeof zod3;
type JsonSchema = Record<string, any>;

function union(z: Zod3, members: ZodTypeAny[]): ZodTypeAny {
  if (members.length === 0) return z.any();
  if (members.length === 1) return members[0];
  return z.union(members as [ZodTypeAny, ZodTypeAny, ...ZodTypeAny[]]);
}

function text(z: Zod3, schema: JsonSchema): ZodTypeAny {
  let built = z.string();
  if (schema.minLength !== undefined) built = built.min(schema.minLength);
  if (schema.maxLength !== undefined) built = built.max(schema.maxLength);
  return built;
}

function number(z: Zod3, schema: JsonSchema): ZodTypeAny {
  let built = z.number();
  if (schema.type === 'integer') built = built.int();
  if (schema.minimum !== undefined) built = built.min(schema.minimum);
  if (schema.maximum !== undefined) built = built.max(schema.maximum);
  return built;
}

function object(z: Zod3, schema: JsonSchema, io: 'input' | 'output') {
  const required: string[] = schema.required ?? [];
  const shape = Object.fromEntries(
    Object.entries<JsonSchema>(schema.properties ?? {}).map(([key, value]) => {
      const built = build(z, value, io);
      return [key, required.includes(key) ? built : built.optional()];
    }),
  );
  const plain = z.object(shape);
  const extra = schema.additionalProperties;
  if (extra && typeof extra === 'object')
    return plain.catchall(build(z, extra, io));
  return io === 'input' ? plain.strict() : plain.passthrough();
}

function build(
  z: Zod3,
  schema: JsonSchema,
  io: 'input' | 'output',
): ZodTypeAny {
  const make = (): ZodTypeAny => {
    if (schema.const !== undefined) return z.literal(schema.const);
    if (schema.enum)
      return union(
        z,
        schema.enum.map((v: any) => z.literal(v)),
      );
    const either = schema.anyOf ?? schema.oneOf;
    if (either)
      return union(
        z,
        either.map((s: JsonSchema) => build(z, s, io)),
      );
    switch (schema.type) {
      case 'string':
        return text(z, schema);
      case 'number':
      case 'integer':
        return number(z, schema);
      case 'boolean':
        return z.boolean();
      case 'null':
        return z.null();
      case 'array':
        return z.array(build(z, schema.items ?? {}, io));
      case 'object':
        return object(z, schema, io);
      default:
        return z.any();
    }
  };
  const built = make();
  return schema.description ? built.describe(schema.description) : built;
}

/**
 * A zod 4 object as the zod 3 object that Backstage's actions registry wants (1.55), by way of
 * JSON schema. It carries what an agent needs to know: names, types, ranges, choices and words.
 * Finer checks stay with the zod 4 schema, which parses once more when the action is called.
 */
export function toZod3(
  z: Zod3,
  schema: zod4.ZodObject,
  io: 'input' | 'output',
): AnyZodObject {
  const json = zod4.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return object(z, json as JsonSchema, io) as AnyZodObject;
}
