/** A condition as agreements write it, see `RecordPredicate`. */
export type Condition = Readonly<Record<string, unknown>>;

/** Whether a condition holds if only a part of what it asks for is known. */
export type Certainty = 'yes' | 'no' | 'maybe';

const isObject = (value: unknown): value is Condition =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const OPPOSITE: Record<Certainty, Certainty> = {
  yes: 'no',
  no: 'yes',
  maybe: 'maybe',
};

function allOf(parts: readonly Certainty[]): Certainty {
  if (parts.includes('no')) return 'no';
  return parts.includes('maybe') ? 'maybe' : 'yes';
}

/**
 * Whether a condition holds for everything of which only some fields are known. `maybe` where that
 * depends on the others; it may be said too often, e.g. of `priority is 1, or not`, and never too seldom.
 *
 * @param isKnown - whether the value of a field is known
 * @param holds - whether a condition on one known field holds
 */
export function certaintyOf(
  condition: Condition,
  isKnown: (field: string) => boolean,
  holds: (condition: Condition) => boolean,
): Certainty {
  const each = (parts: unknown) =>
    (parts as Condition[]).map(part => certaintyOf(part, isKnown, holds));
  return allOf(
    Object.entries(condition).map(([key, value]): Certainty => {
      if (key === '$all') return allOf(each(value));
      if (key === '$any')
        return OPPOSITE[allOf(each(value).map(part => OPPOSITE[part]))];
      if (key === '$not')
        return OPPOSITE[certaintyOf(value as Condition, isKnown, holds)];
      if (!isKnown(key)) return 'maybe';
      return holds({ [key]: value }) ? 'yes' : 'no';
    }),
  );
}

/**
 * What of a condition is still open if some fields are known: the parts, all of which must hold, that
 * depend on others. Only of one that may hold.
 */
export function openPartOf(
  condition: Condition,
  isKnown: (field: string) => boolean,
  holds: (condition: Condition) => boolean,
): Condition {
  const parts = Object.entries(condition).flatMap(([key, value]) =>
    key === '$all'
      ? (value as Condition[]).map(part => openPartOf(part, isKnown, holds))
      : [{ [key]: value }],
  );
  const open = parts.filter(
    part => certaintyOf(part, isKnown, holds) === 'maybe',
  );
  return open.length === 1 ? open[0] : { $all: open };
}

/** What a field must be so that all that is asked of it can hold. */
interface Limits {
  values?: ReadonlySet<string>;
  /** The greatest number that it must be at least, and whether it must be more. */
  low: { at: number; more: boolean };
  high: { at: number; less: boolean };
}

const folded = (value: unknown) => String(value).toLocaleLowerCase('en-US');

function keepTo(limits: Limits, values: readonly unknown[]): void {
  const asked = values.map(folded);
  const before = limits.values;
  limits.values = new Set(
    before ? asked.filter(value => before.has(value)) : asked,
  );
}

function narrow(limits: Limits, matcher: unknown): void {
  if (!isObject(matcher)) {
    keepTo(limits, [matcher]);
    return;
  }
  const { low, high } = limits;
  for (const [operator, operand] of Object.entries(matcher)) {
    const number = typeof operand === 'number' ? operand : undefined;
    if (operator === '$eq') keepTo(limits, [operand]);
    else if (operator === '$in' && Array.isArray(operand))
      keepTo(limits, operand);
    else if (number !== undefined && operator.startsWith('$g')) {
      const more = operator === '$gt';
      if (number > low.at || (number === low.at && more))
        limits.low = { at: number, more };
    } else if (number !== undefined && operator.startsWith('$l')) {
      const less = operator === '$lt';
      if (number < high.at || (number === high.at && less))
        limits.high = { at: number, less };
    }
  }
}

function isPossible({ values, low, high }: Limits): boolean {
  const bounded = Number.isFinite(low.at) || Number.isFinite(high.at);
  if (low.at > high.at) return false;
  if (low.at === high.at && (low.more || high.less)) return false;
  if (!values) return true;
  return [...values].some(value => {
    if (!bounded) return true;
    const number = Number(value);
    return (
      (low.more ? number > low.at : number >= low.at) &&
      (high.less ? number < high.at : number <= high.at)
    );
  });
}

/**
 * Whether several conditions could hold at once, as far as one sees it by looking at each field alone.
 * It says no only where they exclude each other; what stands under `$any` and `$not` excludes nothing.
 */
export function mayAllHold(
  conditions: readonly (Condition | undefined)[],
): boolean {
  const fields = new Map<string, Limits>();
  const take = (condition: Condition) => {
    for (const [key, value] of Object.entries(condition)) {
      if (key === '$all') (value as Condition[]).forEach(take);
      if (key.startsWith('$')) continue;
      const limits = fields.get(key) ?? {
        low: { at: -Infinity, more: false },
        high: { at: Infinity, less: false },
      };
      fields.set(key, limits);
      narrow(limits, value);
    }
  };
  conditions.forEach(condition => condition && take(condition));
  return [...fields.values()].every(isPossible);
}
