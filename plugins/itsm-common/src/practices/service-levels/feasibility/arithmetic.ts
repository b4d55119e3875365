import type { Fraction } from './compose';
import { percentWords } from './percent';

/**
 * How a probability comes about, step by step. The value of every step follows from those of its
 * parts:
 *
 * - `item`: how often an item is up; `behind` says why if it is not just what it promises,
 * - `own`: an item's own part, what its promise leaves when what is behind it is taken out,
 * - `all`: all parts are up; they have nothing in common, so it is their product,
 * - `group`: at least so many of the parts are up; they have nothing in common,
 * - `given`: parts have something in common, so it is asked for both ways: its chance times what is
 *   then, and the rest times what is otherwise,
 * - `exact`: too much is in common to be shown; it was counted all the same.
 */
export type Arithmetic = { value: Fraction } & (
  | { kind: 'item'; ref: string; behind?: Arithmetic }
  | { kind: 'own'; ref: string }
  | { kind: 'all'; parts: Arithmetic[] }
  | { kind: 'group'; ref: string; atLeast: number; parts: Arithmetic[] }
  | {
      kind: 'given';
      /** Whose own part is in common. */
      ref: string;
      chance: Fraction;
      up: Arithmetic;
      down: Arithmetic;
    }
  | { kind: 'exact'; refs: string[] }
);

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const power = (n: number) =>
  [...String(n)].map(digit => SUPERSCRIPTS[Number(digit)]).join('');

/** Different factors that are written out. */
const MOST_FACTORS = 8;

/** A product with powers: `99.9 % × (99 %)³`. */
function productWords(parts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  const shown = [...counts].slice(0, MOST_FACTORS);
  const factors = shown.map(([part, count]) => {
    if (count === 1) return part;
    // Twice is as short written out; a bracket takes its power well.
    if (count === 2 && !part.startsWith('(')) return `${part} × ${part}`;
    return part.startsWith('(')
      ? `${part}${power(count)}`
      : `(${part})${power(count)}`;
  });
  const rest = parts.length - shown.reduce((all, [, count]) => all + count, 0);
  return [...factors, ...(rest > 0 ? [`${rest} more`] : [])].join(' × ');
}

/** A step in figures, e.g. `99.9 % × 99.9 % = 99.8001 %`. */
export function arithmeticWords(step: Arithmetic): string {
  const value = percentWords(step.value);
  switch (step.kind) {
    case 'all':
      if (step.parts.length === 0) return value;
      return `${productWords(
        step.parts.map(part => percentWords(part.value)),
      )} = ${value}`;
    case 'group': {
      const parts = step.parts.map(part => percentWords(part.value));
      if (step.atLeast === 1)
        return `1 − ${productWords(
          parts.map(part => `(1 − ${part})`),
        )} = ${value}`;
      return `${step.atLeast} of ${parts.length} (${parts.join(
        ', ',
      )}) = ${value}`;
    }
    case 'given':
      return `${percentWords(step.chance)} × ${percentWords(
        step.up.value,
      )} + ${percentWords(1 - step.chance)} × ${percentWords(
        step.down.value,
      )} = ${value}`;
    case 'item':
      return step.behind && step.behind.kind !== 'item'
        ? arithmeticWords(step.behind)
        : value;
    default:
      return value;
  }
}
