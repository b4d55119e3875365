/** Where things are. Everything the scripts make stands in `.callboard/`, which Git ignores. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder for the toolchain, stamps, logs and the embedded database; removing it starts afresh. */
export const home = path.join(root, '.callboard');

/** A path inside the folder of the scripts. */
export const inHome = (...parts) => path.join(home, ...parts);

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** A path as a reader wants to see it: short, and right to paste into the same terminal. */
export function shown(file) {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
