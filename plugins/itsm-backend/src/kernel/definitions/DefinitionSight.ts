import type { DefinitionProblem } from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CatalogReader,
} from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from './DefinitionKinds';
import type { DefinitionReader, KeptVersion } from './DefinitionReader';
import { refsNamed, without } from './namedRefs';

/** A version as somebody may see it. */
export interface SeenVersion {
  version: KeptVersion;
  /** Its body, without what they may not see. */
  body: unknown;
  /** How much was left out. */
  withheld: number;
}

/** What a version names. */
interface Named {
  /** What it is nothing without; of several names in one, the first that is there. */
  about: readonly (readonly string[])[];
  all: ReadonlySet<string>;
}

/**
 * What of definitions a caller may see: those that are about what the caller may see in the catalog, and
 * of these no other thing that they may not, see `DefinitionKind.about`.
 */
export class DefinitionSight {
  readonly #named = new WeakMap<KeptVersion, Named>();

  constructor(
    private readonly deps: {
      kinds: DefinitionKinds;
      reader: DefinitionReader;
      authorizer: Authorizer;
      catalog: Pick<CatalogReader, 'missing'>;
      catalogAccess: CatalogAccess;
    },
  ) {}

  /**
   * Those of the versions that the caller may see. Of one that took its key out of use what it was about
   * before counts.
   *
   * @param of - all versions of its key, oldest first
   */
  async seen(
    caller: Caller,
    versions: readonly KeptVersion[],
    of: (version: KeptVersion) => readonly KeptVersion[],
  ): Promise<Map<KeptVersion, SeenVersion>> {
    const { authorizer, catalog, catalogAccess } = this.deps;
    const whole = (version: KeptVersion): SeenVersion => ({
      version,
      body: version.body,
      withheld: 0,
    });
    if (await authorizer.readsWholeCatalog(caller))
      return new Map(versions.map(v => [v, whole(v)]));
    const named = new Map(
      versions.map(v => [v, this.#namedBy(lastWritten(v, of(v)))]),
    );
    const refs = new Set(
      [...named.values()].flatMap(({ about, all }) => [
        ...about.flat(),
        ...all,
      ]),
    );
    const readable = await catalogAccess.readable(caller, [...refs]);
    const ambiguous = [...named.values()].flatMap(({ about }) =>
      about.filter(names => names.length > 1).flat(),
    );
    const missing =
      ambiguous.length > 0
        ? await catalog.missing([...new Set(ambiguous)])
        : new Set<string>();
    const isSeen = (names: readonly string[]) =>
      readable.has(names.find(ref => !missing.has(ref)) ?? names[0]);
    const seen = new Map<KeptVersion, SeenVersion>();
    for (const [version, { about }] of named) {
      if (!about.every(isSeen)) continue;
      const left = without(version.body, ref => !readable.has(ref));
      if (left) seen.set(version, { version, ...left });
    }
    return seen;
  }

  /** Those of the problems that name nothing which the caller may not see, and are of no such definition. */
  async problems(
    caller: Caller,
    problems: readonly DefinitionProblem[],
  ): Promise<DefinitionProblem[]> {
    const { authorizer, catalogAccess, reader } = this.deps;
    if (problems.length === 0 || (await authorizer.readsWholeCatalog(caller)))
      return [...problems];
    const everything = await reader.everything();
    const newest = new Map<string, readonly KeptVersion[]>();
    for (const { kind, key } of problems) {
      const versions = kind && key && everything.get(kind)?.get(key);
      if (versions) newest.set(`${kind}/${key}`, versions);
    }
    const seen = await this.seen(
      caller,
      [...newest.values()].map(versions => versions[versions.length - 1]),
      ({ kind, key }) => newest.get(`${kind}/${key}`)!,
    );
    const hiddenKeys = new Set(newest.keys());
    for (const { kind, key } of seen.keys())
      hiddenKeys.delete(`${kind}/${key}`);
    const words = problems.map(({ message }) =>
      refsNamed(
        message.split(/[\s"'`,;()[\]]+/).map(w => w.replace(/[.:]+$/, '')),
      ),
    );
    const readable = await catalogAccess.readable(caller, [
      ...new Set(words.flatMap(refs => [...refs])),
    ]);
    return problems.filter(
      ({ kind, key }, i) =>
        !hiddenKeys.has(`${kind}/${key}`) &&
        [...words[i]].every(ref => readable.has(ref)),
    );
  }

  #namedBy(version: KeptVersion): Named {
    const known = this.#named.get(version);
    if (known) return known;
    const meaning = version.meaning();
    // As it was written and as it is understood: names are brought to one form only there.
    const all = refsNamed(meaning?.body, refsNamed(version.body));
    const stated =
      meaning && this.deps.kinds.find(version.kind)?.about?.(meaning.body);
    const named = {
      all,
      about: (stated ?? [...all])
        .map(ref => (typeof ref === 'string' ? [ref] : ref))
        .filter(names => names.length > 0),
    };
    this.#named.set(version, named);
    return named;
  }
}

/** A version, or the one before it that said something if it took its key out of use. */
function lastWritten(
  version: KeptVersion,
  versions: readonly KeptVersion[],
): KeptVersion {
  if (!version.removed) return version;
  const before = versions.filter(
    v => !v.removed && v.version < version.version,
  );
  return before[before.length - 1] ?? version;
}
