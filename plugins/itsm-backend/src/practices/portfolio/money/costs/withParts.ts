import { kindOf, type CostFigure } from '@callboard/plugin-itsm-common';
import type { CostsOf } from './CostBook';
import { Figures } from './figures';

/** The systems among some things. */
export const systemsAmong = (refs: readonly string[]): string[] =>
  refs.filter(ref => kindOf(ref) === 'system');

/**
 * What systems cost together with what is part of them, as far as that costs anything. What the parts cost
 * stays theirs: this stands beside it, and is in no total.
 *
 * @param parts - by system
 * @param seen - the parts that count: those that whoever asks may see
 */
export function withParts(
  parts: ReadonlyMap<string, readonly string[]>,
  { cells, rates }: Pick<CostsOf, 'cells' | 'rates'>,
  seen: ReadonlySet<string>,
): ReadonlyMap<string, CostFigure> {
  const wholes = new Map(
    [...parts].flatMap(([system, of]) =>
      of.filter(ref => seen.has(ref)).map(ref => [ref, system] as const),
    ),
  );
  const costly = new Set(
    cells.flatMap(({ borne }) =>
      [...borne.keys()].flatMap(ref => wholes.get(ref) ?? []),
    ),
  );
  for (const system of costly) wholes.set(system, system);
  const sums = new Figures<string>(rates);
  for (const cell of cells)
    for (const [ref, minor] of cell.borne) {
      const system = wholes.get(ref);
      if (system) sums.of(system).add(cell, minor);
    }
  return new Map(sums.entries());
}
