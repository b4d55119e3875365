import { pastStart, windowFault } from '@callboard/plugin-itsm-common';
import type { Span } from './planned';

/** What is wrong with a window, by its end; in the contract's words. */
export interface WindowProblems {
  start?: string;
  end?: string;
}

const millis = (at: string | undefined) => (at ? Date.parse(at) : undefined);

/**
 * What is wrong with a planned window.
 *
 * @param now - refuses a start before it; a draft may keep one that has passed
 */
export function windowProblems(
  { start, end }: Span,
  now?: number,
): WindowProblems {
  const window = { plannedStart: millis(start), plannedEnd: millis(end) };
  const fault =
    windowFault(window) ??
    (now === undefined ? undefined : pastStart(window, now));
  if (!fault) return {};
  const sentence = `${fault.words[0].toLocaleUpperCase(
    'en',
  )}${fault.words.slice(1)}.`;
  return fault.field === 'plannedStart'
    ? { start: sentence }
    : { end: sentence };
}
