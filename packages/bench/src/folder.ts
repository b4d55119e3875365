import { mkdirSync } from 'fs';
import { join } from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** A path in the package of the bench. */
export const inBench = (...parts: string[]) =>
  resolvePackagePath('bench', ...parts);

/** The root of the repository. */
export const ROOT = inBench('..', '..');

/**
 * A path in the folder where the bench keeps what takes long to make: seeded databases, a built
 * app. Git ignores it; removing it starts afresh.
 */
export function inBenchFolder(...parts: string[]): string {
  const folder = join(ROOT, '.callboard', 'bench');
  mkdirSync(folder, { recursive: true });
  return join(folder, ...parts);
}
