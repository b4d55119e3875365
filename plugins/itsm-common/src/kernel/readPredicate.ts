import { InputError } from '@backstage/errors';
import { closeNames } from './closeNames';
import { operatorsOf, type FieldOperator } from './fieldOperators';
import type { FieldDefinition } from './fields';
import {
  PREDICATE_LIMITS as LIMITS,
  type FieldTest,
  type RecordFilter,
} from './predicate';
import { readValue, type PredicateContext } from './readValue';

const GROUPS: Record<string, 'all' | 'any'> = { $all: 'all', $any: 'any' };
const BOUNDS = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads one predicate; knows how much of it there is. */
class PredicateReader {
  #leaves = 0;

  constructor(
    private readonly fields: ReadonlyMap<string, FieldDefinition>,
    private readonly context: PredicateContext,
  ) {}

  read(input: unknown, path: string, depth: number): RecordFilter {
    if (depth > LIMITS.depth) {
      throw new InputError(
        `${path}: is nested deeper than ${LIMITS.depth} levels; write it flatter`,
      );
    }
    if (!isObject(input)) {
      throw new InputError(
        `${path}: must be an object like {"status":"new"} or {"$any":[…]}`,
      );
    }
    const keys = Object.keys(input);
    const operator = keys.find(key => key.startsWith('$'));
    if (operator === undefined) {
      return {
        op: 'all',
        of: keys.map(key => this.#field(key, input[key], `${path}.${key}`)),
      };
    }
    if (!['$all', '$any', '$not'].includes(operator)) {
      throw new InputError(
        `${path}.${operator}: is no operator here; there are $all, $any and $not, and fields`,
      );
    }
    if (keys.length > 1) {
      throw new InputError(
        `${path}: ${operator} must be the only key of its object; put the others beside it into an $all`,
      );
    }
    const at = `${path}.${operator}`;
    const inner = input[operator];
    if (operator === '$not')
      return { op: 'not', of: this.read(inner, at, depth + 1) };
    if (!Array.isArray(inner)) throw new InputError(`${at}: must be a list`);
    if (inner.length > LIMITS.leaves) throw this.#tooMuch(at);
    return {
      op: GROUPS[operator],
      of: inner.map((part, i) => this.read(part, `${at}.${i}`, depth + 1)),
    };
  }

  #tooMuch(path: string): InputError {
    return new InputError(
      `${path}: the filter asks more than ${LIMITS.leaves} questions; make it smaller`,
    );
  }

  #field(key: string, matcher: unknown, path: string): RecordFilter {
    this.#leaves += 1;
    if (this.#leaves > LIMITS.leaves) throw this.#tooMuch(path);
    const field = this.fields.get(key);
    if (!field) {
      const close = closeNames(key, [...this.fields.keys()]);
      throw new InputError(
        `${path}: there is no such field here; ${
          close.length > 0
            ? `did you mean ${close.join(', ')}?`
            : 'GET /fields lists them'
        }`,
      );
    }
    if (Array.isArray(matcher) || matcher === null || matcher === undefined) {
      throw new InputError(
        `${path}: must be a value or a matcher like {"$in":[…]}`,
      );
    }
    if (!isObject(matcher)) {
      this.#allowed(field, '$eq', path);
      return this.#oneOf(field, [matcher], path);
    }
    return this.#matcher(field, matcher, path);
  }

  #allowed(field: FieldDefinition, operator: string, path: string): void {
    const allowed = operatorsOf(field);
    if (allowed.includes(operator as FieldOperator)) return;
    const said = allowed.map(o => (o === '$eq' ? 'a plain value' : o));
    const asked = operator === '$eq' ? 'a plain value' : operator;
    throw new InputError(
      `${path}: ${field.label} cannot be asked for ${asked}; use ${said.join(
        ', ',
      )}`,
    );
  }

  #matcher(
    field: FieldDefinition,
    matcher: Record<string, unknown>,
    path: string,
  ): RecordFilter {
    const names = Object.keys(matcher);
    const ranges =
      names.length > 0 && names.every(name => Object.hasOwn(BOUNDS, name));
    if (names.length !== 1 && !ranges) {
      throw new InputError(
        `${path}: must have one matcher; put several questions into an $all`,
      );
    }
    for (const name of names) this.#allowed(field, name, path);
    if (ranges) {
      const bounds = names.map(name => ({
        by: BOUNDS[name as keyof typeof BOUNDS],
        value: this.#number(field, matcher[name], `${path}.${name}`),
      }));
      return { op: 'test', field, test: { is: 'range', bounds } };
    }
    const [name] = names;
    const value = matcher[name];
    const at = `${path}.${name}`;
    switch (name) {
      case '$exists': {
        if (typeof value !== 'boolean')
          throw new InputError(`${at}: must be true or false`);
        const present: RecordFilter = {
          op: 'test',
          field,
          test: { is: 'present' },
        };
        return value ? present : { op: 'not', of: present };
      }
      case '$hasPrefix': {
        const prefix = this.#prefix(field, value, at);
        return { op: 'test', field, test: { is: 'prefix', prefix } };
      }
      case '$contains':
        return this.#oneOf(field, this.#contained(value, at), at);
      default: {
        if (!Array.isArray(value))
          throw new InputError(`${at}: must be a list`);
        return this.#oneOf(field, value, at);
      }
    }
  }

  /** What a list must contain one of: a value, or `{"$any":[…]}` of values. */
  #contained(value: unknown, path: string): unknown[] {
    if (!isObject(value)) return [value];
    const any = Object.keys(value).length === 1 ? value.$any : undefined;
    if (!Array.isArray(any)) {
      throw new InputError(`${path}: must be a value or {"$any":[values]}`);
    }
    return any;
  }

  #oneOf(
    field: FieldDefinition,
    given: readonly unknown[],
    path: string,
  ): RecordFilter {
    if (given.length > LIMITS.values) {
      throw new InputError(
        `${path}: has more than ${LIMITS.values} values; make it smaller`,
      );
    }
    const values = given.flatMap((value, i) =>
      readValue(
        field,
        value,
        given.length > 1 ? `${path}.${i}` : path,
        this.context,
      ),
    );
    const test: FieldTest = { is: 'oneOf', values: [...new Set(values)] };
    return { op: 'test', field, test };
  }

  #number(field: FieldDefinition, value: unknown, path: string): number {
    const [read] = readValue(field, value, path, this.context);
    return read as number;
  }

  #prefix(field: FieldDefinition, value: unknown, path: string): string {
    const asText: FieldDefinition = field.capitals
      ? field
      : { ...field, type: 'text' };
    if (typeof value !== 'string')
      throw new InputError(`${path}: must be a text`);
    const [prefix] = readValue(asText, value, path, this.context);
    return prefix as string;
  }
}

/**
 * Reads a filter that a client wrote.
 *
 * @param input - parsed JSON, of any shape
 * @param fields - the fields that may be asked about, by key
 * @param context - who asks, and when
 * @param name - what the filter is called in errors
 * @throws InputError that names the path of the fault
 */
export function readPredicate(
  input: unknown,
  fields: ReadonlyMap<string, FieldDefinition>,
  context: PredicateContext,
  name = 'filter',
): RecordFilter {
  return new PredicateReader(fields, context).read(input, name, 1);
}
