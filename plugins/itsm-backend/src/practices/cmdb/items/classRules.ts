import type { CiClass } from '@callboard/plugin-itsm-common';
import { classFor } from '../classes/classify';

/** Which entities the classes type by kind and type, where no item says otherwise. */
export interface TypedEntities {
  pairs: readonly { kind: string; type: string }[];
  /** All types of a kind but some. */
  kinds: readonly { kind: string; but: readonly string[] }[];
}

/** What is of one of some classes, as the store asks it. */
export interface ClassRules {
  keys: readonly string[];
  /** Classes that are there and not among them. */
  others: readonly string[];
  typed: TypedEntities;
  /** What any class types. */
  typedByAny: TypedEntities;
}

/** The pairs of kind and type that any class names, by kind. */
function namedTypes(classes: readonly CiClass[]): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  const name = (kind: string, type?: string) => {
    const types = named.get(kind) ?? new Set();
    named.set(kind, types);
    if (type !== undefined) types.add(type);
  };
  for (const { type, appliesTo } of classes) {
    name('resource', type);
    for (const applied of appliesTo) name(applied.kind, applied.type);
  }
  return named;
}

/** What the classes of some keys type, as {@link classFor} decides it for each kind and type. */
function typedEntities(
  classes: readonly CiClass[],
  isWanted: (key: string) => boolean,
): TypedEntities {
  const pairs: { kind: string; type: string }[] = [];
  const kinds: { kind: string; but: readonly string[] }[] = [];
  const isOf = (kind: string, type?: string) => {
    const found = classFor(classes, { kind, type });
    return found !== undefined && isWanted(found.key);
  };
  for (const [kind, types] of namedTypes(classes)) {
    for (const type of types) if (isOf(kind, type)) pairs.push({ kind, type });
    // Types that no class names are all alike.
    if (isOf(kind)) kinds.push({ kind, but: [...types] });
  }
  return { pairs, kinds };
}

/** What is of one of some classes. */
export function rulesOf(
  classes: readonly CiClass[],
  wanted: readonly string[],
): ClassRules {
  // What its item says counts as long as there is such a class.
  const keys = classes.map(c => c.key).filter(key => wanted.includes(key));
  return {
    keys,
    others: classes.map(c => c.key).filter(key => !keys.includes(key)),
    typed: typedEntities(classes, key => keys.includes(key)),
    typedByAny: typedEntities(classes, () => true),
  };
}

/** The class of an entity with what its item says; see `CiFactsReader.classesOf`. */
export function classIn(
  classes: readonly CiClass[],
  entity: {
    kind: string;
    type?: string;
    itemClass?: string;
    owned: boolean;
  },
): CiClass | undefined {
  const own = classes.find(c => c.key === entity.itemClass);
  const typed = classFor(classes, entity);
  return entity.owned ? own ?? typed : typed ?? own;
}
