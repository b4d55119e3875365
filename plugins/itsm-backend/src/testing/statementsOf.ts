import type { Knex } from 'knex';

/** So often something is asked before it is believed to take as many statements as it did. */
const MOST_TRIES = 12;
/** With nothing to compare with. */
const TRIES = 4;

/**
 * How many statements something takes, at the least. What runs in the background makes some at the same
 * time, and what is asked for at once is one statement or two as it comes: so the fewest of some tries count.
 *
 * @param enough - it need not be fewer; then it is tried until it is no more, and a dozen times at most
 */
export async function statementsOf(
  knex: Knex,
  ask: () => Promise<unknown>,
  enough?: number,
): Promise<number> {
  let fewest = Infinity;
  const tries = enough === undefined ? TRIES : MOST_TRIES;
  for (let i = 0; i < tries && fewest > (enough ?? 0); i += 1) {
    let statements = 0;
    const note = () => {
      statements += 1;
    };
    knex.on('query', note);
    try {
      await ask();
    } finally {
      knex.removeListener('query', note);
    }
    fewest = Math.min(fewest, statements);
  }
  return fewest;
}
