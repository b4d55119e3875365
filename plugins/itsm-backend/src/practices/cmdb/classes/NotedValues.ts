import type { CiValues } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from './CiFactsReader';

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** See {@link CiValues}: what counts of what was noted. */
export class NotedValues implements CiValues {
  constructor(private readonly facts: CiFactsReader) {}

  async of(refs: readonly string[], keys: readonly string[]) {
    const found = new Map<string, Record<string, string | number | boolean>>();
    if (refs.length === 0 || keys.length === 0) return found;
    const known = await this.facts.attributesOf(refs);
    for (const ref of refs) {
      const values = known.get(ref)?.values;
      const own = keys.flatMap(key => {
        const value = values?.get(key)?.value;
        return isPlain(value) ? [[key, value] as const] : [];
      });
      if (own.length > 0) found.set(ref, Object.fromEntries(own));
    }
    return found;
  }
}
