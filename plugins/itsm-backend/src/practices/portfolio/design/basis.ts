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

function isSame(
  accepted: string | undefined,
  now: string | undefined,
  names: ReadonlyMap<string, string>,
): boolean {
  if (accepted === undefined || now === undefined) return accepted === now;
  if (!isNamed(now)) return accepted === now;
  const byNames = (value: string) =>
    written(
      partsIn(value).map(([words, ...refs]) => [
        words,
        ...refs.map(ref => names.get(ref) ?? ref),
      ]),
    );
  if (isNamed(accepted)) return byNames(accepted) === byNames(now);
  // It was accepted when names were kept as a hash, too.
  return (
    accepted ===
    hashOf(partsIn(now).map(part => part.filter(Boolean).join(' ')))
  );
}

/** What is compared: what was accepted, and what is now. */
export interface ComparedBasis {
  accepted?: SectionBasis;
  now: SectionBasis;
}

/**
 * Labels of facts that are others than they were, of each section that is compared. What nobody tells any more,
 * or not yet, is one; something that is only called otherwise by now is none.
 */
export async function changedFacts(
  catalog: Pick<CatalogReader, 'called'>,
  compared: readonly ComparedBasis[],
): Promise<(readonly string[])[]> {
  const named = namedIn(
    compared.flatMap(({ accepted, now }) => (accepted ? [accepted, now] : [])),
  );
  const names =
    named.length > 0 ? await catalog.called(named) : new Map<string, string>();
  return compared.map(({ accepted, now }) =>
    accepted
      ? [...new Set([...Object.keys(accepted), ...Object.keys(now)])].filter(
          label => !isSame(accepted[label], now[label], names),
        )
      : [],
  );
}
