import { InputError } from '@backstage/errors';
import { ignoresCase, isNumeric } from './fieldOperators';
import type { FieldDefinition } from './fields';
import { foldCase } from './foldCase';
import { PREDICATE_LIMITS, type FilterValue } from './predicate';
import { normalizeRef } from './refs';
import { textSchema } from './schema';

/** Who asks, and when: what the words of a filter stand for. */
export interface PredicateContext {
  /** Milliseconds since the epoch; what `now` stands for. */
  now: number;
  /** What `me` stands for. */
  me: string;
  /** What `mine` stands for. */
  mine: readonly string[];
}

const UNITS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const RELATIVE = /^now(?:([+-])(\d{1,5})([mhdw]))?$/;
const ISO =
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

function readInstant(value: unknown, path: string, now: number): number {
  const relative = typeof value === 'string' && RELATIVE.exec(value);
  if (relative) {
    const [, sign, count, unit] = relative;
    if (!sign) return now;
    return now + Number(`${sign}${count}`) * UNITS[unit];
  }
  const at =
    typeof value === 'string' && ISO.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) {
    throw new InputError(
      `${path}: must be an instant like 2026-03-01T09:00:00.000Z, now or now-7d`,
    );
  }
  return at;
}

function readNumber(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && NUMBER.test(value)) return Number(value);
  throw new InputError(`${path}: must be a number`);
}

function readText(value: unknown, path: string): string {
  if (!['string', 'number'].includes(typeof value))
    throw new InputError(`${path}: must be a text`);
  const text = String(value);
  if (text.length > PREDICATE_LIMITS.characters) {
    throw new InputError(
      `${path}: has more than ${PREDICATE_LIMITS.characters} characters`,
    );
  }
  if (!textSchema.safeParse(text).success) {
    throw new InputError(
      `${path}: must not contain the NUL character or half of a character`,
    );
  }
  return text;
}

function readRef(
  field: FieldDefinition,
  text: string,
  path: string,
  context: PredicateContext,
): readonly string[] {
  const people = field.type === 'user' || field.type === 'group';
  if (people && text === 'me') return [context.me];
  if (people && text === 'mine') return context.mine;
  const ref = normalizeRef(text);
  if (ref) return [ref];
  throw new InputError(
    `${path}: must be an entity reference like ${
      people
        ? `${field.type}:default/name, me or mine`
        : 'component:default/cart'
    }`,
  );
}

function readChoice(field: FieldDefinition, text: string): FilterValue {
  const wanted = foldCase(text);
  const choice = field.choices?.find(c => foldCase(String(c.value)) === wanted);
  // A choice that was taken away may still stand in records.
  return choice?.value ?? text;
}

/**
 * Brings a value of a filter to the form in which the field's values are compared.
 *
 * @returns usually one; `mine` stands for several
 * @throws InputError that names the path, if the field has no such values
 */
export function readValue(
  field: FieldDefinition,
  value: unknown,
  path: string,
  context: PredicateContext,
): readonly FilterValue[] {
  if (field.type === 'boolean') {
    if (typeof value === 'boolean') return [value];
    throw new InputError(`${path}: must be true or false`);
  }
  if (field.type === 'instant') return [readInstant(value, path, context.now)];
  if (isNumeric(field)) return [readNumber(value, path)];
  const text = readText(value, path);
  if (field.type === 'choice') return [readChoice(field, text)];
  if (ignoresCase(field)) return [foldCase(text)];
  if (field.capitals) return [text.toUpperCase()];
  return readRef(field, text, path, context);
}
