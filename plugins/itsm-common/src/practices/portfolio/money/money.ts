import { z } from 'zod';

/** A sum of money in one currency, in its smallest unit, e.g. cents. Sums of two currencies are never one. */
export interface MoneyAmount {
  /** A whole number of the currency's smallest unit. */
  minor: number;
  /** Three letters of ISO 4217. */
  currency: string;
}

/** The most that one sum can be: thousands of them add up without losing a cent. */
export const MOST_MINOR = 1_000_000_000_000;

const known = new Map<string, number | undefined>();

/** How many digits a currency has after its point; undefined for what is no currency. */
export function currencyDigits(currency: string): number | undefined {
  // What files call a currency may be anything; of that nothing is kept.
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  if (!known.has(currency)) known.set(currency, askDigits(currency));
  return known.get(currency);
}

function askDigits(currency: string): number | undefined {
  const { supportedValuesOf } = Intl as {
    supportedValuesOf?(key: 'currency'): string[];
  };
  // Every three letters have two digits, says Intl, unless it is asked which there are.
  if (supportedValuesOf && !supportedValuesOf('currency').includes(currency))
    return undefined;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions().maximumFractionDigits;
}

/** A currency of ISO 4217, in capital letters. */
export const currencySchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine(
    code => currencyDigits(code) !== undefined,
    'must be a currency of ISO 4217 like EUR',
  );

/** A whole number of a currency's smallest unit; less than nothing is a credit. */
export const minorSchema = z
  .number()
  .int('must be a whole number of the smallest unit, e.g. cents')
  .min(-MOST_MINOR, 'is less than can be kept')
  .max(MOST_MINOR, 'is more than can be kept');

/** A sum that somebody states. */
export const moneyInputSchema = z.strictObject({
  minor: minorSchema,
  currency: currencySchema,
});

/**
 * A sum for people, e.g. `€1,250.00`.
 *
 * @param locale - of the browser if it is left out
 */
export function formatMoney(
  minor: number,
  currency: string,
  locale?: string,
): string {
  const digits = currencyDigits(currency);
  // What is not known any more is told as it is kept, and not as something else.
  if (digits === undefined) return `${minor} ${currency}`;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
  }).format(minor / 10 ** digits);
}

/** A sum for people where there is little room, e.g. `€12.5K` or `€717`. */
export function formatMoneyShort(
  minor: number,
  currency: string,
  locale?: string,
): string {
  const digits = currencyDigits(currency);
  if (digits === undefined) return `${minor} ${currency}`;
  const sum = minor / 10 ** digits;
  const size = Math.abs(sum);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    // Tenths of what is counted in whole ones are no room well spent, and no coin.
    ...(size >= 10 && {
      minimumFractionDigits: 0,
      maximumFractionDigits: size < 1000 ? 0 : 1,
    }),
  }).format(sum);
}

/** A sum as a plain number for files, e.g. `1250.00`: exact, with a point, without its currency. */
export function plainMoney(minor: number, currency: string): string {
  const digits = currencyDigits(currency) ?? 0;
  const sign = minor < 0 ? '-' : '';
  const all = String(Math.abs(minor)).padStart(digits + 1, '0');
  return digits === 0
    ? `${sign}${all}`
    : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** Why a text is no sum, in the words after "amount: ". */
export interface NoMoney {
  fault: string;
}

const NO_AMOUNT = 'must be an amount like 1250.00';
/** What somebody wrote, as far as it fits a sentence. */
const told = (text: string) => text.trim().slice(0, 40);

/**
 * Reads an amount as spreadsheets write it: `1250`, `1,250.00`, `1.250,00`, `1 250,00`, `-12.50`,
 * `(12.50)`. Exact: what has more digits than the currency is refused and not rounded.
 *
 * One separator with three digits behind it, as in `1.250`, could mean either, and is refused unless
 * `decimal` says which sign stands before the cents.
 */
export function parseMoney(
  text: string,
  currency: string,
  decimal?: '.' | ',',
): MoneyAmount | NoMoney {
  const digits = currencyDigits(currency);
  if (digits === undefined)
    return {
      fault: `"${currency}" is no currency of ISO 4217; write one like EUR`,
    };
  let rest = text.replace(/[\s\u00a0\u202f']/g, '').replace('\u2212', '-');
  const inBrackets = /^\((.*)\)$/.exec(rest);
  if (inBrackets) rest = `-${inBrackets[1]}`;
  const match = /^([+-]?)([\d.,]*\d)$/.exec(rest);
  if (!match) return { fault: NO_AMOUNT };
  const [, sign, number] = match;
  const point = decimal ?? decimalOf(number);
  if (point === 'unclear')
    return {
      fault: `"${told(
        text,
      )}" could be two numbers; write it with all its digits, like ${number.replace(
        /[.,]/,
        '',
      )}.00`,
    };
  const parts = point ? number.split(point) : [number];
  if (parts.length > 2) return { fault: NO_AMOUNT };
  const [whole, fraction = ''] = parts;
  const grouped = whole.split(point === ',' ? '.' : ',');
  if (
    /[.,]/.test(fraction) ||
    /[.,]/.test(grouped.join('')) ||
    (grouped.length > 1 &&
      !grouped.every((g, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(g)))
  )
    return { fault: NO_AMOUNT };
  if (fraction.slice(digits).replace(/0/g, '') !== '')
    return {
      fault: `${currency} has ${digits} digits after the point; "${told(
        text,
      )}" has more`,
    };
  const minor = Number(
    `${grouped.join('') || '0'}${fraction
      .slice(0, digits)
      .padEnd(digits, '0')}`,
  );
  if (!(minor <= MOST_MINOR)) return { fault: 'is more than can be kept' };
  return { minor: sign === '-' ? 0 - minor : minor, currency };
}

/** The sign before the cents, as far as the number itself says it. */
function decimalOf(number: string): '.' | ',' | 'unclear' | undefined {
  const points = number.split('.').length - 1;
  const commas = number.split(',').length - 1;
  if (points > 0 && commas > 0)
    return number.lastIndexOf('.') > number.lastIndexOf(',') ? '.' : ',';
  if (points === 0 && commas === 0) return undefined;
  const sign = points > 0 ? '.' : ',';
  // More than one of a sign groups digits.
  if (points + commas > 1) return sign === '.' ? ',' : '.';
  const behind = number.length - number.indexOf(sign) - 1;
  return behind === 3 && number.indexOf(sign) <= 3 && !number.startsWith('0')
    ? 'unclear'
    : sign;
}

/** Sums of each currency, in the order of their codes; none of them is nothing but where all are. */
export function addUp(amounts: Iterable<MoneyAmount>): MoneyAmount[] {
  const sums = new Map<string, number>();
  for (const { minor, currency } of amounts)
    sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums]
    .map(([currency, minor]) => ({ minor, currency }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
