import { normalizeRef } from '@callboard/plugin-itsm-common';

/** Kinds of the catalog that a reference is told by when it leaves its namespace out: `system:shop`. */
const KINDS = new Set(
  'api component domain location resource system template'.split(' '),
);

/** What begins like a reference and is an address. */
const SCHEMES = new Set('data mailto sip sms tel urn'.split(' '));

/** What a text names in the catalog if it is a reference and nothing else. People and groups are no secret. */
function refOf(text: string): string | undefined {
  const ref = text.length <= 512 ? normalizeRef(text) : undefined;
  if (!ref) return undefined;
  const kind = ref.slice(0, ref.indexOf(':'));
  if (kind === 'user' || kind === 'group' || SCHEMES.has(kind))
    return undefined;
  return text.includes('/') || KINDS.has(kind) ? ref : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * What a body names in the catalog: each value and each key that is a reference, wherever it stands. So
 * nothing is forgotten of a kind that grows, nor of kinds that others bring.
 */
export function refsNamed(body: unknown, found = new Set<string>()) {
  const note = (text: string) => {
    const ref = refOf(text);
    if (ref) found.add(ref);
  };
  if (typeof body === 'string') note(body);
  else if (Array.isArray(body)) body.forEach(item => refsNamed(item, found));
  else if (isObject(body))
    for (const [key, value] of Object.entries(body)) {
      note(key);
      refsNamed(value, found);
    }
  return found;
}

/** A body without what is hidden. */
export interface Lessened {
  body: unknown;
  /** How much was left out of it. */
  withheld: number;
}

/**
 * A body without references that are hidden: items of lists that are one or have one, and values and keys
 * of objects that are one.
 *
 * @returns nothing if a list or an object would be empty then, which says something else than a short one
 */
export function without(
  body: unknown,
  isHidden: (ref: string) => boolean,
): Lessened | undefined {
  let withheld = 0;
  const hidden = (value: unknown) => {
    const ref = typeof value === 'string' ? refOf(value) : undefined;
    return ref !== undefined && isHidden(ref);
  };
  const names = (item: unknown) =>
    hidden(item) ||
    (isObject(item) &&
      !Array.isArray(item) &&
      Object.values(item).some(hidden));
  let emptied = false;
  const keep = <T>(all: readonly T[], leaves: (one: T) => boolean): T[] => {
    const kept = all.filter(one => !leaves(one));
    withheld += all.length - kept.length;
    emptied ||= all.length > 0 && kept.length === 0;
    return kept;
  };
  const lessen = (value: unknown): unknown => {
    if (Array.isArray(value)) return keep(value, names).map(lessen);
    if (!isObject(value)) return value;
    const kept = keep(
      Object.entries(value),
      ([key, one]) => hidden(key) || hidden(one),
    );
    return Object.fromEntries(kept.map(([key, one]) => [key, lessen(one)]));
  };
  const left = lessen(body);
  return emptied || hidden(body) ? undefined : { body: left, withheld };
}
