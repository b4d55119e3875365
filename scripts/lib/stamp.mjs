/**
 * Stamps: what a step was last done for. A step is repeated only when the hash of its inputs
 * differs from its stamp, so a second start takes seconds.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inHome, root } from './paths.mjs';

const fileOf = name => inHome('stamps', name);

/** All files under a file or folder, in a stable order; a missing one has none. */
export function filesUnder(place, keep = () => true) {
  if (!fs.existsSync(place)) return [];
  if (!fs.statSync(place).isDirectory()) return keep(place) ? [place] : [];
  return fs
    .readdirSync(place)
    .sort()
    .flatMap(name => filesUnder(path.join(place, name), keep));
}

/** One hash over the names and contents of files and over some extra words. */
export function hashOf(files, words = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`${word}\0`);
  for (const file of files) {
    hash.update(`${path.relative(root, file)}\0`);
    hash.update(fs.readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** Whether a step was last done for exactly these inputs. */
export function isStamped(name, hash) {
  return (
    fs.existsSync(fileOf(name)) &&
    fs.readFileSync(fileOf(name), 'utf8') === hash
  );
}

/** Remembers that a step is done; call it only after the step went well. */
export function stamp(name, hash) {
  fs.mkdirSync(path.dirname(fileOf(name)), { recursive: true });
  fs.writeFileSync(fileOf(name), hash);
}

/** Forgets a step; call it before the step begins, so that half a step never counts as done. */
export function unstamp(name) {
  fs.rmSync(fileOf(name), { force: true });
}
