import type { FieldInfo } from '@callboard/plugin-itsm-common';

/** What a clause asks of its field. */
export type ClauseOperator =
  | 'eq'
  | 'not'
  | 'in'
  | 'notIn'
  | 'prefix'
  | 'contains'
  | 'exists'
  | 'missing'
  | 'gte'
  | 'lte'
  | 'since'
  | 'before'
  | 'after'
  | 'until';

/** A value that a clause compares with. */
export type ClauseValue = string | number | boolean;

/** One question of a filter, as a form can show it: `category is one of …`. */
export interface Clause {
  field: string;
  operator: ClauseOperator;
  /** One value, several for `in` and `notIn`, none for `exists` and `missing`. */
  values: readonly ClauseValue[];
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): value is ClauseValue =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** An instant counted back from now, e.g. `now-7d`. */
const RELATIVE = /^now-\d{1,5}[hdw]$/;

function writeClause({ field, operator, values }: Clause): Json {
  const [value] = values;
  switch (operator) {
    case 'eq':
      return { [field]: value };
    case 'not':
      return { $not: { [field]: value } };
    case 'in':
      return { [field]: { $in: values } };
    case 'notIn':
      return { $not: { [field]: { $in: values } } };
    case 'prefix':
      return { [field]: { $hasPrefix: value } };
    case 'contains':
      return { [field]: { $contains: value } };
    case 'exists':
      return { [field]: { $exists: true } };
    case 'missing':
      return { [field]: { $exists: false } };
    case 'lte':
    case 'until':
      return { [field]: { $lte: value } };
    case 'before':
      return { [field]: { $lt: value } };
    default:
      return { [field]: { $gte: value } };
  }
}

/** Clauses as the predicate in which all of them hold; undefined for none. */
export function writeClauses(clauses: readonly Clause[]): Json | undefined {
  if (clauses.length === 0) return undefined;
  if (clauses.length === 1) return writeClause(clauses[0]);
  return { $all: clauses.map(writeClause) };
}

type Readable = Readonly<Record<string, ClauseOperator | undefined>>;

const TEXTS: Readable = { $hasPrefix: 'prefix', $contains: 'contains' };

/** What a bound asks, by what it is a bound of. */
const BOUNDS: Record<'number' | 'instant' | 'ago', Readable> = {
  number: { $gte: 'gte', $lte: 'lte' },
  instant: { $gte: 'after', $lte: 'until' },
  ago: { $gte: 'since', $lt: 'before' },
};

function boundKind(value: ClauseValue): keyof typeof BOUNDS {
  if (typeof value === 'number') return 'number';
  return RELATIVE.test(String(value)) ? 'ago' : 'instant';
}

function readMatcher(field: string, matcher: unknown): Clause | undefined {
  if (isPlain(matcher)) return { field, operator: 'eq', values: [matcher] };
  if (!isObject(matcher)) return undefined;
  const entries = Object.entries(matcher);
  if (entries.length !== 1) return undefined;
  const [[name, value]] = entries;
  if (name === '$in') {
    return Array.isArray(value) && value.every(isPlain)
      ? { field, operator: 'in', values: value }
      : undefined;
  }
  if (name === '$exists') {
    if (typeof value !== 'boolean') return undefined;
    return { field, operator: value ? 'exists' : 'missing', values: [] };
  }
  if (!isPlain(value)) return undefined;
  const operators = BOUNDS[boundKind(value)];
  const operator = operators[name] ?? TEXTS[name];
  return operator && { field, operator, values: [value] };
}

function readClause(predicate: unknown): Clause[] | undefined {
  if (!isObject(predicate)) return undefined;
  const keys = Object.keys(predicate);
  if (keys[0] === '$not' && keys.length === 1) {
    const inner = readClause(predicate.$not);
    const denied = { eq: 'not', in: 'notIn' } as const;
    if (inner?.length !== 1 || !(inner[0].operator in denied)) return undefined;
    const operator = denied[inner[0].operator as keyof typeof denied];
    return [{ ...inner[0], operator }];
  }
  if (keys.some(key => key.startsWith('$'))) return undefined;
  const clauses = keys.map(key => readMatcher(key, predicate[key]));
  return clauses.every(Boolean) ? (clauses as Clause[]) : undefined;
}

/**
 * The clauses of a predicate, if it is one that a form can show; undefined for those that were
 * written by hand with more in them.
 */
export function readClauses(predicate: unknown): Clause[] | undefined {
  if (predicate === undefined) return [];
  const isAll = isObject(predicate) && Array.isArray(predicate.$all);
  if (!isAll || Object.keys(predicate).length > 1) return readClause(predicate);
  const parts = (predicate.$all as unknown[]).map(readClause);
  return parts.every(Boolean) ? (parts.flat() as Clause[]) : undefined;
}

/** What a form offers to ask of a field, out of what the server understands. */
export function operatorsFor(
  field: Pick<FieldInfo, 'type' | 'operators' | 'choices' | 'multiple'>,
): ClauseOperator[] {
  const can = (name: FieldInfo['operators'][number]) =>
    field.operators.includes(name);
  const offered: ClauseOperator[] = [];
  if (field.type === 'instant') {
    if (can('$gte')) offered.push('since', 'before', 'after', 'until');
  } else if (field.multiple) {
    if (can('$contains')) offered.push('contains');
  } else if (field.choices && can('$in')) {
    offered.push('in', 'notIn');
  } else if (can('$eq')) {
    offered.push('eq');
    if (field.type !== 'boolean') offered.push('not');
    if (can('$hasPrefix') && ['text', 'string'].includes(field.type))
      offered.push('prefix');
    if (can('$gte')) offered.push('gte', 'lte');
  }
  if (can('$exists')) offered.push('exists', 'missing');
  return offered;
}

/** Whether a clause of this kind compares with a value. */
export function needsValue(operator: ClauseOperator): boolean {
  return operator !== 'exists' && operator !== 'missing';
}
