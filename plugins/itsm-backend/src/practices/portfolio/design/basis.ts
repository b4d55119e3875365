import { createHash } from 'crypto';
import type { CatalogReader } from '@callboard/plugin-itsm-node';

/** What an acceptance rests on of one fact: words, and things of the catalog. */
export interface FactBasis {
  words?: string;
  refs?: readonly string[];
}

/**
 * What a section rests on, by the labels of its facts. Words are kept as a hash; where things are named, they
 * are, in JSON: they may be called something else later, and are the same all the same.
 */
export type SectionBasis = Readonly<Record<string, string>>;

const hashOf = (texts: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify([...texts].sort()))
    .digest('hex')
    .slice(0, 16);

/** Words and then references, of each fact of one label. */
type Parts = readonly (readonly string[])[];

const isNamed = (value: string) => value.startsWith('[');
const partsIn = (value: string): Parts => JSON.parse(value);
const written = (parts: Parts): string =>
  JSON.stringify(
    parts
      .map(([words, ...refs]) => JSON.stringify([words, ...refs.sort()]))
      .sort()
      .map(part => JSON.parse(part)),
  );

/** What facts rest on, by label: facts of one label together. */
export function basisOf(
  facts: readonly { label: string; basis?: FactBasis }[],
): SectionBasis {
  const found = new Map<string, FactBasis[]>();
  for (const { label, basis } of facts)
    if (basis) found.set(label, [...(found.get(label) ?? []), basis]);
  return Object.fromEntries(
    [...found].map(([label, all]) => [
      label,
      all.some(({ refs }) => refs)
        ? written(all.map(({ words = '', refs = [] }) => [words, ...refs]))
        : hashOf(all.map(({ words = '' }) => words)),
    ]),
  );
}

/** The things that are named in what sections rest on. */
const namedIn = (bases: readonly SectionBasis[]): string[] => [
  ...new Set(
    bases
      .flatMap(basis => Object.values(basis))
      .filter(isNamed)
      .flatMap(value => partsIn(value).flatMap(([, ...refs]) => refs)),
  ),
];

/** As it was accepted when names were kept as a hash, too. */
const hashedNames = (parts: Parts): string =>
  hashOf(
    parts.map(([words, ...refs]) =>
      [words, ...refs.sort()].filter(Boolean).join(' '),
    ),
  );

/** More ways to call things are not tried: each that was renamed doubles them. */
const MOST_TRIES = 4_096;

/** Whether some names were kept as a hash when things were called as they are now, or otherwise before. */
function wasHashed(
  accepted: string,
  now: string,
  formerly: ReadonlyMap<string, readonly string[]>,
): boolean {
  const parts = partsIn(now);
  const called = [...new Set(parts.flatMap(([, ...refs]) => refs))].map(
    ref => [ref, [ref, ...(formerly.get(ref) ?? [])]] as const,
  );
  const tries = called.reduce(
    (product, [, names]) => product * names.length,
    1,
  );
  if (tries > MOST_TRIES) return accepted === hashedNames(parts);
  for (let i = 0; i < tries; i += 1) {
    let rest = i;
    const then = new Map<string, string>();
    for (const [ref, names] of called) {
      then.set(ref, names[rest % names.length]);
      rest = Math.floor(rest / names.length);
    }
    const so = parts.map(([words, ...refs]) => [
      words,
      ...refs.map(ref => then.get(ref)!),
    ]);
    if (accepted === hashedNames(so)) return true;
  }
  return false;
}

function isSame(
  accepted: string | undefined,
  now: string | undefined,
  names: ReadonlyMap<string, string>,
  formerly: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (accepted === undefined || now === undefined) return accepted === now;
  if (!isNamed(now)) return accepted === now;
  if (!isNamed(accepted)) return wasHashed(accepted, now, formerly);
  const byNames = (value: string) =>
    written(
      partsIn(value).map(([words, ...refs]) => [
        words,
        ...refs.map(ref => names.get(ref) ?? ref),
      ]),
    );
  return byNames(accepted) === byNames(now);
}

/** What is compared: what was accepted, and what is now. */
export interface ComparedBasis {
  accepted?: SectionBasis;
  now: SectionBasis;
}

/** What was accepted as a hash of names, and is something else by the names of now. */
const unsettled = ({ accepted = {}, now }: ComparedBasis): SectionBasis =>
  Object.fromEntries(
    Object.entries(now).filter(
      ([label, value]) =>
        isNamed(value) &&
        accepted[label] !== undefined &&
        !isNamed(accepted[label]) &&
        accepted[label] !== hashedNames(partsIn(value)),
    ),
  );

/** What looks up how things are called. */
export interface NamesOfThings {
  /** What they are called now. */
  called: CatalogReader['called'];
  /** What they were called before; those that had one name alone are absent. */
  formerly(
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * Labels of facts that are others than they were, of each section that is compared. What nobody tells any more,
 * or not yet, is one; something that is only called otherwise by now is none.
 */
export async function changedFacts(
  things: NamesOfThings,
  compared: readonly ComparedBasis[],
): Promise<(readonly string[])[]> {
  const named = namedIn(
    compared.flatMap(({ accepted, now }) => (accepted ? [accepted, now] : [])),
  );
  const hashed = namedIn(compared.map(unsettled));
  const [names, formerly] = await Promise.all([
    named.length > 0 ? things.called(named) : new Map<string, string>(),
    hashed.length > 0
      ? things.formerly(hashed)
      : new Map<string, readonly string[]>(),
  ]);
  return compared.map(({ accepted, now }) =>
    accepted
      ? [...new Set([...Object.keys(accepted), ...Object.keys(now)])].filter(
          label => !isSame(accepted[label], now[label], names, formerly),
        )
      : [],
  );
}
