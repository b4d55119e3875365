import type { Random } from './random';

const ONSETS =
  'b bl br c cl cr d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t tr v w'.split(
    ' ',
  );
const MIDDLES = 'a ai e ea i o oa oo u ou'.split(' ');
const ENDS = 'b ck d ft g k l lm m n nd nt p r rd rn s sk st t x'.split(' ');
const WORDS = 5000;

const KNOWN =
  'payment checkout timeout login slow error page order stock cart database queue invoice printer network certificate password disk memory latency mail report user customer search'.split(
    ' ',
  );

function made(n: number): string {
  const onset = ONSETS[n % ONSETS.length];
  const middle = MIDDLES[Math.floor(n / ONSETS.length) % MIDDLES.length];
  const end =
    ENDS[Math.floor(n / ONSETS.length / MIDDLES.length) % ENDS.length];
  return `${onset}${middle}${end}`;
}

/** The words that incidents are told in, the commonest first. */
export const VOCABULARY: readonly string[] = [
  ...KNOWN,
  ...Array.from({ length: WORDS - KNOWN.length }, (_, n) => made(n)),
];

/**
 * Words as people use them: a word's frequency falls with its place in the list (Zipf's law). Drawn
 * by the inverse of the distribution's integral, so that no table is needed.
 */
export function sentence(random: Random, words: number): string {
  return Array.from({ length: words }, () => {
    const place = Math.floor(VOCABULARY.length ** random.next()) - 1;
    return VOCABULARY[place];
  }).join(' ');
}
