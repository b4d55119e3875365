import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Clock,
  Definition,
  Definitions,
  DefinitionVersion,
} from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from './DefinitionKinds';
import type { DefinitionStore } from './DefinitionStore';
import { versionAt, type StoredVersion } from './model';

/** How old an answer from memory may be, milliseconds. */
const FRESH_MS = 2_000;

/** A version as it is kept in memory: its body is understood when somebody asks for it. */
export interface KeptVersion extends StoredVersion {
  /** What it means, defaults filled in; undefined if the schema of its kind no longer takes it. */
  meaning(): { body: unknown; title: string } | undefined;
}

type ByKey = Map<string, KeptVersion[]>;

/**
 * All definitions in memory. Whether they changed is asked with one small query, at most every
 * two seconds, and at once after a write of this backend.
 */
export class DefinitionReader implements Definitions {
  readonly #store: DefinitionStore;
  readonly #kinds: DefinitionKinds;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  #byKind = new Map<string, ByKey>();
  readonly #histories = new Map<
    string,
    { of: ByKey | undefined; versions: readonly DefinitionVersion[] }
  >();
  #mark?: string;
  #checkedAt = -Infinity;
  #checking?: Promise<void>;
  /** Whether this backend wrote something since it looked. */
  #wrote = false;

  constructor(deps: {
    store: DefinitionStore;
    kinds: DefinitionKinds;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#store = deps.store;
    this.#kinds = deps.kinds;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
  }

  async list<B = unknown>(kind: string, at?: number): Promise<Definition<B>[]> {
    await this.#refresh();
    const instant = at ?? this.#clock.now();
    const keys = this.#byKind.get(kind) ?? new Map();
    return [...keys.values()].flatMap(
      versions => this.#understood<B>(versionAt(versions, instant)) ?? [],
    );
  }

  async find<B = unknown>(
    kind: string,
    key: string,
    at?: number,
  ): Promise<Definition<B> | undefined> {
    await this.#refresh();
    const versions = this.#byKind.get(kind)?.get(key) ?? [];
    return this.#understood<B>(versionAt(versions, at ?? this.#clock.now()));
  }

  async history<B = unknown>(
    kind: string,
    options: { fresh?: boolean } = {},
  ): Promise<readonly DefinitionVersion<B>[]> {
    await this.#refresh({ now: options.fresh });
    const known = this.#histories.get(kind);
    const keys = this.#byKind.get(kind);
    if (known && known.of === keys)
      return known.versions as DefinitionVersion<B>[];
    const versions = [...(keys?.values() ?? [])].flat().map(version => {
      const understood = this.#understood<B>(version);
      if (understood) return { ...understood, removed: false as const };
      const { body: _, meaning: __, ...rest } = version;
      return { ...rest, removed: true as const };
    });
    this.#histories.set(kind, { of: keys, versions });
    return versions;
  }

  /** All versions by kind and key, as they are in the database now. */
  async everything(): Promise<ReadonlyMap<string, ByKey>> {
    await this.#refresh({ now: true });
    return this.#byKind;
  }

  /** The versions of a definition, oldest first, as they are in the database now. */
  async versions(kind: string, key: string): Promise<KeptVersion[]> {
    const all = await this.everything();
    return all.get(kind)?.get(key) ?? [];
  }

  /** Makes the next answer look at the database again. */
  forget(): void {
    this.#wrote = true;
  }

  #understood<B>(version: KeptVersion | undefined): Definition<B> | undefined {
    if (!version || version.removed) return undefined;
    const meaning = version.meaning();
    if (!meaning) return undefined;
    const { kind, key, validFrom, source, removed } = version;
    return {
      kind,
      key,
      version: version.version,
      validFrom,
      source,
      removed,
      body: meaning.body as B,
    };
  }

  async #refresh(options: { now?: boolean } = {}): Promise<void> {
    const now = this.#clock.now();
    const age = Math.abs(now - this.#checkedAt);
    const atOnce = options.now || this.#wrote;
    if (!atOnce && age < FRESH_MS) return;
    // One that is under way may have looked before what its caller wants to see.
    if (atOnce) await this.#checking?.catch(() => {});
    this.#wrote = false;
    this.#checking ??= this.#check(now).finally(() => {
      this.#checking = undefined;
    });
    await this.#checking;
  }

  async #check(now: number): Promise<void> {
    this.#checkedAt = now;
    try {
      const mark = await this.#store.mark();
      if (mark === this.#mark) return;
      const byKind = new Map<string, ByKey>();
      for (const version of await this.#store.all()) {
        const keys: ByKey = byKind.get(version.kind) ?? new Map();
        byKind.set(version.kind, keys);
        const versions = keys.get(version.key) ?? [];
        keys.set(version.key, versions);
        versions.push(this.#keep(version));
      }
      this.#byKind = byKind;
      this.#mark = mark;
    } catch (error) {
      this.#checkedAt = -Infinity;
      throw error;
    }
  }

  #keep(version: StoredVersion): KeptVersion {
    let known: { meaning?: { body: unknown; title: string } } | undefined;
    const meaning = () => {
      known ??= { meaning: this.#understand(version) };
      return known.meaning;
    };
    return { ...version, meaning };
  }

  #understand(version: StoredVersion) {
    if (version.removed) return undefined;
    const kind = this.#kinds.find(version.kind);
    if (!kind) return undefined;
    const result = kind.schema.safeParse(version.body);
    if (!result.success) {
      this.#logger.warn(
        `The definition ${version.kind}/${version.key} version ${version.version} is not understood any more and is left out: ${result.error.issues[0]?.message}`,
      );
      return undefined;
    }
    return { body: result.data, title: kind.titleOf(result.data) };
  }
}
