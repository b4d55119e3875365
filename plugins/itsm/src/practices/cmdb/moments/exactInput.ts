import { DateTime } from 'luxon';

// Years that are being typed: "0002" is on the way to "2026".
const FIRST_YEAR = 1970;

/** An instant as the browser's date-time control holds it: local, to the second. */
export function toExactInput(instant: string | undefined): string {
  const at = instant ? DateTime.fromISO(instant) : undefined;
  return at?.isValid ? at.toFormat("yyyy-MM-dd'T'HH:mm:ss") : '';
}

/** The instant that a date-time control says; undefined while it is not complete. */
export function fromExactInput(text: string): string | undefined {
  const at = DateTime.fromISO(text);
  return text && at.isValid && at.year >= FIRST_YEAR
    ? at.toJSDate().toISOString()
    : undefined;
}
