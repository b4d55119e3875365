const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration as people say it, in at most two units: `2 h 10 min`. Takes milliseconds. */
export function durationWords(ms: number): string {
  let rest = Math.round(Math.max(ms, 0) / 1000);
  const words: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) words.push(`${count} ${unit}`);
    else if (words.length > 0) break;
    if (words.length === 2) break;
  }
  return words.join(' ') || '< 1 s';
}
