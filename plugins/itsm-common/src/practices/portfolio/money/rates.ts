import { z } from 'zod';
import { textSchema, titleSchema } from '../../../kernel/schema';
import { currencyDigits, currencySchema, type MoneyAmount } from './money';
import { monthSchema } from './months';

const rateSchema = z
  .number()
  .positive('must be more than 0')
  .max(1e9, 'is more than any currency is worth');

/** What other currencies are worth: a definition of the kind `exchange-rates`. */
export const exchangeRatesSchema = z
  .strictObject({
    name: titleSchema,
    /** Where the rates come from, e.g. the bank. */
    source: textSchema.trim().max(200).optional(),
    /** The currency in which the others are told. */
    to: currencySchema,
    rates: z
      .array(
        z.strictObject({
          currency: currencySchema,
          /** How much of the currency `to` one of it is. */
          rate: rateSchema,
          /** The first month for which it holds; the next one of the same currency ends it. */
          from: monthSchema.optional(),
        }),
      )
      .min(1)
      .max(500),
  })
  .superRefine(({ to, rates }, ctx) => {
    const seen = new Set<string>();
    rates.forEach(({ currency, from }, i) => {
      const name = `${currency} ${from ?? ''}`;
      if (seen.has(name))
        ctx.addIssue({
          code: 'custom',
          path: ['rates', i, 'currency'],
          message: `${currency} has a rate from the same month already`,
        });
      seen.add(name);
      if (currency === to)
        ctx.addIssue({
          code: 'custom',
          path: ['rates', i, 'currency'],
          message: `${currency} is the currency that the others are told in; leave it out`,
        });
    });
  });
export type ExchangeRates = z.output<typeof exchangeRatesSchema>;

/** A decimal number as a fraction: exact where it is written with at most 15 digits. */
function fraction(rate: number): { up: bigint; down: bigint } {
  const [mantissa, exponent = '0'] = String(rate).split('e');
  const [whole, digits = ''] = mantissa.split('.');
  const power = Number(exponent) - digits.length;
  const up = BigInt(whole + digits);
  return power >= 0
    ? { up: up * 10n ** BigInt(power), down: 1n }
    : { up, down: 10n ** BigInt(-power) };
}

/** What currencies are worth in one of them, month by month. */
export class RateBook {
  readonly #rates = new Map<string, { from: string; rate: number }[]>();

  /** @param books - definitions; those for another currency do not count, of equal rates the first does */
  constructor(readonly to: string, books: readonly ExchangeRates[]) {
    for (const book of books) {
      if (book.to !== to) continue;
      for (const { currency, rate, from = '' } of book.rates) {
        const known = this.#rates.get(currency) ?? [];
        if (!known.some(k => k.from === from)) known.push({ from, rate });
        this.#rates.set(
          currency,
          known.sort((a, b) => (a.from < b.from ? -1 : 1)),
        );
      }
    }
  }

  /** What one of a currency is worth in a month; undefined where nobody says. */
  rate(currency: string, month: string): number | undefined {
    if (currency === this.to) return 1;
    return this.#rates.get(currency)?.findLast(({ from }) => from <= month)
      ?.rate;
  }

  /** A sum in the currency of the book, rounded half away from nothing; undefined where nobody says its rate. */
  convert(
    { minor, currency }: MoneyAmount,
    month: string,
  ): MoneyAmount | undefined {
    if (currency === this.to) return { minor, currency };
    if (minor === 0) return { minor: 0, currency: this.to };
    const rate = this.rate(currency, month);
    const digits = currencyDigits(currency);
    const wanted = currencyDigits(this.to);
    if (rate === undefined || digits === undefined || wanted === undefined)
      return undefined;
    const { up, down } = fraction(rate);
    const top = BigInt(Math.abs(minor)) * up * 10n ** BigInt(wanted);
    const bottom = down * 10n ** BigInt(digits);
    const whole = Number((2n * top + bottom) / (2n * bottom));
    return { minor: minor < 0 ? 0 - whole : whole, currency: this.to };
  }

  /** Sums in the currency of the book; undefined if one of them cannot be told in it. */
  convertAll(
    amounts: readonly MoneyAmount[],
    month: string,
  ): MoneyAmount | undefined {
    let sum = 0;
    for (const amount of amounts) {
      const told = this.convert(amount, month);
      if (!told) return undefined;
      sum += told.minor;
    }
    return { minor: sum, currency: this.to };
  }
}
