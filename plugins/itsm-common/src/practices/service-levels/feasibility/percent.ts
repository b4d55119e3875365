/** Digits of the part that is missing to 100 % which are shown. */
const DIGITS = 4;
const MOST_DECIMALS = 10;
const PERCENT = /^(\d{1,3}(?:\.\d{1,6})?)\s?%$/;

/** Reads a percentage as agreements write it, e.g. `99.9%`. @returns a fraction */
export function readPercent(text: string): number | undefined {
  const written = PERCENT.exec(text.trim())?.[1];
  if (written === undefined) return undefined;
  // Not Number(written) / 100: 99.9 / 100 is 0.9990000000000001.
  const [whole, rest = ''] = written.split('.');
  return Number(`${whole}${rest}e-${rest.length + 2}`);
}

/** A fraction as a percentage, with as many decimals as it takes to see what is missing. */
export function percentWords(fraction: number): string {
  const missing = Math.abs(1 - fraction) * 100;
  if (missing < 1e-11) return '100 %';
  const decimals = Math.min(
    Math.max(DIGITS - 1 - Math.floor(Math.log10(missing)), 0),
    MOST_DECIMALS,
  );
  const text = (fraction * 100).toFixed(decimals);
  return `${text.includes('.') ? text.replace(/\.?0+$/, '') : text} %`;
}

const MONTH_MINUTES = 30 * 24 * 60;

/** Minutes of 30 days that a part of the time is. */
export const minutesOf30Days = (fraction: number) => fraction * MONTH_MINUTES;
