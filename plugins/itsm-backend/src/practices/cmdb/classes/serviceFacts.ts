import type { CiAttribute } from '@callboard/plugin-itsm-common';
import type { ServiceFacts } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from './CiFactsReader';

/** Types whose values are short, and of nobody. */
const PLAIN: readonly CiAttribute['type'][] = ['choice', 'number', 'boolean'];

/**
 * Attributes of a service that may decide what is promised for it, e.g. its tier: those with allowed
 * values, and numbers. Free texts may hold anything, names of people too, and the journal keeps facts
 * for good.
 */
export function serviceFactsOf(
  facts: CiFactsReader,
): (ref: string) => Promise<ServiceFacts> {
  return async ref => {
    const found = (await facts.attributesOf([ref])).get(ref);
    if (!found || found.values.size === 0) return {};
    const classes = await facts.classes();
    const ciClass = classes.find(({ key }) => key === found.class);
    const attributes = ciClass?.attributes ?? [];
    return Object.fromEntries(
      attributes.flatMap(({ key, type }) => {
        const value = found.values.get(key)?.value;
        const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
        return PLAIN.includes(type) && isPlain
          ? [[key, value as string | number | boolean]]
          : [];
      }),
    );
  };
}
