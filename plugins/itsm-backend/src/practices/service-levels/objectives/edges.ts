import type { Span } from './indicators/Availability';

const HOUR = 3_600_000;
const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;

/**
 * The hours of which minutes are needed to add up times: those in which one begins or ends.
 *
 * @param sliceMs - milliseconds of a slice; a time that is shorter is the last slice before its end
 */
export function edgesOf(
  times: readonly { from: number; to: number }[],
  sliceMs: number,
): Span[] {
  const hours = new Set(
    times.flatMap(({ from, to }) => [from, to, to - sliceMs].map(hourOf)),
  );
  return [...hours]
    .sort((a, b) => a - b)
    .map(from => ({ from, to: from + HOUR }));
}
