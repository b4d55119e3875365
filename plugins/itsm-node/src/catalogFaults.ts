import type { Caller } from './caller';
import type { DefinitionFault } from './definitions';
import type { CatalogAccess, CatalogReader } from './kernel';

/** A reference in a definition, and where it stands. */
export interface NamedRef {
  ref: string;
  path: readonly (string | number)[];
}

/** What is known of the catalog, and who may see what of it. */
export interface KnownCatalog {
  catalog: Pick<CatalogReader, 'missing'>;
  catalogAccess: CatalogAccess;
}

/**
 * What a definition names and the catalog does not have, see {@link CatalogReader.missing}. For
 * {@link DefinitionKind.check}: who, which group or item is named must be there when it is written; what
 * leaves the catalog later is no fault.
 *
 * @param by - who writes it, as {@link DefinitionKind.check} is told: of what they may not see they learn no more
 *   than of what is not there
 */
export async function catalogFaults(
  { catalog, catalogAccess }: KnownCatalog,
  named: readonly NamedRef[],
  by: Caller | undefined,
): Promise<DefinitionFault[]> {
  const refs = [...new Set(named.map(n => n.ref))];
  const [missing, seen] = await Promise.all([
    catalog.missing(refs),
    by && catalogAccess.readable(by, refs),
  ]);
  const unseen = by ? ', or you may not see it' : '';
  return named
    .filter(({ ref }) => missing.has(ref) || (seen && !seen.has(ref)))
    .map(({ ref, path }) => ({
      path,
      message: `${path.join(
        '.',
      )}: there is no ${ref} in the catalog${unseen}; name one that is there`,
    }));
}
