import type { DefinitionFault } from './definitions';
import type { CatalogReader } from './kernel';

/** A reference in a definition, and where it stands. */
export interface NamedRef {
  ref: string;
  path: readonly (string | number)[];
}

/**
 * What a definition names and the catalog does not have, see {@link CatalogReader.missing}. For
 * {@link DefinitionKind.check}: who, which group or item is named must be there when it is written; what
 * leaves the catalog later is no fault.
 *
 * @param seen - of what is named that which whoever writes it may see: of the rest they learn no more than of
 *   what is not there
 */
export async function catalogFaults(
  catalog: Pick<CatalogReader, 'missing'>,
  named: readonly NamedRef[],
  seen?: ReadonlySet<string>,
): Promise<DefinitionFault[]> {
  const missing = await catalog.missing([...new Set(named.map(n => n.ref))]);
  return named
    .filter(({ ref }) => missing.has(ref) || (seen && !seen.has(ref)))
    .map(({ ref, path }) => ({
      path,
      message: `${path.join(
        '.',
      )}: there is no ${ref} in the catalog; name one that is there`,
    }));
}
