/** Room on the disk, asked before something large is written. */
import fs from 'node:fs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';

/** What the packages, Yarn's cache and the built portal take together, rounded up. */
const NEEDED_GB = 3;

/** Fails with one sentence when the disk is too full to install. */
export function assertRoom() {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = (bavail * bsize) / 1e9;
  if (free < NEEDED_GB) {
    throw new Problem(
      `The disk is too full: installing needs about ${NEEDED_GB} GB here and ${free.toFixed(
        1,
      )} GB are free. Free some space, then run the same command again.`,
    );
  }
}
