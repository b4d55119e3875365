import { normalizeRef } from '../../../kernel/refs';
import type { CiAttribute, CiScalar } from './model';

/** Longer ones are documents, not attributes. */
export const LONGEST_ATTRIBUTE = 1_000;

/** A value that was read, or what is wrong with it in words for whoever wrote it. */
export type ReadAttribute =
  | { value: CiScalar; fault?: undefined }
  | { value?: undefined; fault: string };

const YES = new Set(['true', 'yes', '1', 'y']);
const NO = new Set(['false', 'no', '0', 'n']);

/**
 * Characters that change what is read without being seen: controls, halves of characters, and
 * those that turn the direction of reading.
 */
const TREACHEROUS = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Whether a line of text holds something that cannot be kept or that deceives its reader. */
export const isTreacherous = (text: string) =>
  TREACHEROUS.test(text.replace(/[\t\n\r]/g, ' '));

function isDay(text: string): boolean {
  const [y, m, d] = text.split('-').map(Number);
  const day = new Date(Date.UTC(y, m - 1, d));
  return day.toISOString().startsWith(text);
}

const quoted = (value: unknown) => `"${String(value).slice(0, 60)}"`;

const oneOf = (values: readonly string[]) =>
  values.length <= 12
    ? values.join(', ')
    : `${values.slice(0, 12).join(', ')} and ${values.length - 12} more`;

/**
 * Reads a value of an attribute, as JSON or as the text of a cell.
 *
 * @param attribute - with its type and what it allows
 */
export function readAttribute(
  attribute: Pick<CiAttribute, 'type' | 'values' | 'pattern'>,
  raw: unknown,
): ReadAttribute {
  if (
    typeof raw !== 'string' &&
    typeof raw !== 'number' &&
    typeof raw !== 'boolean'
  )
    return { fault: 'must be a text, a number or true or false' };
  const text = String(raw).trim();
  if (text === '') return { fault: 'must not be empty' };
  if (text.length > LONGEST_ATTRIBUTE)
    return { fault: `must have at most ${LONGEST_ATTRIBUTE} characters` };
  if (isTreacherous(text))
    return {
      fault:
        'holds characters that cannot be seen, or that turn the direction of reading; type it anew',
    };
  switch (attribute.type) {
    case 'number': {
      if (typeof raw === 'boolean' || !/^[+-]?\d+(\.\d+)?(e\d+)?$/i.test(text))
        return { fault: `must be a number like 12.5, not ${quoted(raw)}` };
      const value = Number(text);
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER
        ? { value: Object.is(value, -0) ? 0 : value }
        : { fault: `${quoted(raw)} is too large a number` };
    }
    case 'date': {
      const day = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+Z?)?$/.exec(text)?.[1];
      return day && isDay(day)
        ? { value: day }
        : { fault: `must be a day like 2027-03-31, not ${quoted(raw)}` };
    }
    case 'boolean': {
      const folded = text.toLowerCase();
      if (YES.has(folded)) return { value: true };
      if (NO.has(folded)) return { value: false };
      return { fault: `must be true or false, not ${quoted(raw)}` };
    }
    case 'choice': {
      const values = attribute.values ?? [];
      const found =
        values.find(v => v === text) ??
        values.find(v => v.toLowerCase() === text.toLowerCase());
      return found === undefined
        ? { fault: `must be one of ${oneOf(values)}, not ${quoted(raw)}` }
        : { value: found };
    }
    case 'url': {
      if (/^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text))
        return { value: text };
      return {
        fault: `must be an address that begins with https://, not ${quoted(
          raw,
        )}`,
      };
    }
    case 'ref': {
      const ref = normalizeRef(text);
      if (!ref)
        return {
          fault: `must be an entity reference like component:default/cart, not ${quoted(
            raw,
          )}`,
        };
      return ref.startsWith('user:')
        ? { fault: 'must not be a person; name the group' }
        : { value: ref };
    }
    default:
      return attribute.pattern &&
        !new RegExp(`^(?:${attribute.pattern})$`, 'u').test(text)
        ? { fault: `must look like ${attribute.pattern}, not ${quoted(raw)}` }
        : { value: text };
  }
}
