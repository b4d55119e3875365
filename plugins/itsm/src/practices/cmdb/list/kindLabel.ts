const KNOWN: Readonly<Record<string, string>> = { api: 'API' };

/** A kind as people write it: the catalog's own, of which anybody may add some. */
export function kindLabel(kind: string): string {
  return (
    KNOWN[kind] ?? kind.charAt(0).toLocaleUpperCase('en-US') + kind.slice(1)
  );
}
