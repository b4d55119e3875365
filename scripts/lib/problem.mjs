import { diskFull } from './explain.mjs';

/**
 * Something the reader can act upon: one clear sentence, no stack trace.
 * `lines` are the last lines of a tool's output, shown above the sentence.
 */
export class Problem extends Error {
  constructor(sentence, lines = []) {
    super(sentence);
    this.name = 'Problem';
    this.lines = lines;
  }
}

/** An error of ours as it is, a full disk as such; anything else is a mistake in the scripts. */
export function asProblem(error) {
  if (error instanceof Problem) return error;
  if (error.code === 'ENOSPC') return new Problem(diskFull.sentence);
  throw error;
}

/** Runs a script's main function; a `Problem` ends it with its sentence and exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    const problem = asProblem(error);
    for (const line of problem.lines) console.error(`  | ${line}`);
    console.error(`\n${problem.message}`);
    process.exit(1);
  }
}
