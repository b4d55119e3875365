const MINUTE = 60;
const HOUR = 3_600;

/** A duration as people say it, in hours: working time has no days everybody agrees on. */
export function hoursWords(ms: number): string {
  const seconds = Math.floor(Math.max(ms, 0) / 1_000);
  if (seconds < MINUTE) return `${seconds} s`;
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** The same as it runs: with its seconds when it is less than an hour. */
export function runningWords(ms: number): string {
  const seconds = Math.floor(Math.max(ms, 0) / 1_000);
  if (seconds >= HOUR || seconds < MINUTE) return hoursWords(ms);
  const rest = String(seconds % MINUTE).padStart(2, '0');
  return `${Math.floor(seconds / MINUTE)} min ${rest} s`;
}
