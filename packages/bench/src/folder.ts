import { mkdirSync } from 'fs';
import { join, resolve } from 'path';

/** The root of the repository. */
export const ROOT = resolve(__dirname, '..', '..', '..');

/**
 * A path in the folder where the bench keeps what takes long to make: seeded databases, a built
 * app. Git ignores it; removing it starts afresh.
 */
export function inBenchFolder(...parts: string[]): string {
  const folder = join(ROOT, '.callboard', 'bench');
  mkdirSync(folder, { recursive: true });
  return join(folder, ...parts);
}
