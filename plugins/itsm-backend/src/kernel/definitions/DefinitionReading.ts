import { NotFoundError } from '@backstage/errors';
import {
  definitionReadPermission,
  type DefinitionKindInfo,
  type DefinitionProblem,
  type DefinitionSummary,
  type DefinitionVersion,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
  type CatalogReader,
  type Clock,
} from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { DefinitionKinds, RegisteredKind } from './DefinitionKinds';
import type { DefinitionReader, KeptVersion } from './DefinitionReader';
import type { DefinitionSight, SeenVersion } from './DefinitionSight';
import type { DefinitionStore } from './DefinitionStore';
import type { DefinitionWriter } from './DefinitionWriter';
import { differences } from './diff';
import { versionAt } from './model';
import { pageOf } from './paging';
import { summaryOf, titleOf } from './summaryOf';
import { verifyDefinition } from './verifyDefinition';
import { toYaml } from './yamlText';

const notThere = (kind: string, key: string) =>
  `There is no definition ${kind}/${key}`;

/** What a list of definitions is asked. */
export interface DefinitionListOptions {
  kind?: string;
  q?: string;
  removed?: boolean;
  limit?: number;
  cursor?: string;
}

/**
 * Definitions as the portal shows them, for who has the permission `itsm.definition.read`, as far as they
 * see in the catalog what these are about.
 */
export class DefinitionReading {
  constructor(
    protected readonly deps: {
      store: DefinitionStore;
      reader: DefinitionReader;
      writer: DefinitionWriter;
      kinds: DefinitionKinds;
      principals: PrincipalStore;
      catalog: CatalogReader;
      authorizer: Authorizer;
      sight: DefinitionSight;
      clock: Clock;
    },
  ) {}

  /** @returns the caller with what they may read of the catalog @throws NotAllowedError */
  async mayRead(caller: Caller): Promise<Caller> {
    const asked = await this.deps.authorizer.withScopes(
      caller,
      [definitionReadPermission],
      { catalog: true },
    );
    assertPermitted(asked, definitionReadPermission);
    return asked;
  }

  /** The kinds with their JSON schemas. */
  async kinds(caller: Caller): Promise<DefinitionKindInfo[]> {
    await this.mayRead(caller);
    return this.deps.kinds.all().map(k => ({
      kind: k.kind,
      label: k.label,
      description: k.description,
      schema: k.jsonSchema,
    }));
  }

  /** Definitions by kind and key, as a keyset page. */
  async list(
    caller: Caller,
    options: DefinitionListOptions,
  ): Promise<{
    items: DefinitionSummary[];
    pageInfo: { nextCursor?: string; prevCursor?: string };
    refs: Record<string, RefInfo>;
  }> {
    const reader = await this.mayRead(caller);
    if (options.kind) this.kindOf(options.kind);
    const now = this.deps.clock.now();
    const wanted = options.q?.toLowerCase();
    const found = new Map<KeptVersion, readonly KeptVersion[]>();
    for (const [kind, keys] of await this.deps.reader.everything()) {
      if (options.kind && kind !== options.kind) continue;
      for (const versions of keys.values()) {
        const shown = versionAt(versions, now) ?? versions[0];
        if (shown.removed && !options.removed) continue;
        const words = `${shown.key} ${titleOf(shown)}`.toLowerCase();
        if (wanted && !words.includes(wanted)) continue;
        found.set(shown, versions);
      }
    }
    const newest = new Map(
      [...found].map(([shown, of]) => [shown, of[of.length - 1]]),
    );
    const of = new Map(
      [...found].flatMap(([shown, versions]) => [
        [shown, versions],
        [newest.get(shown)!, versions],
      ]),
    );
    const seen = await this.deps.sight.seen(
      reader,
      [...of.keys()],
      version => of.get(version)!,
    );
    const rows = [...found.keys()].filter(
      shown => seen.has(shown) && seen.has(newest.get(shown)!),
    );
    const { cursor, limit, ...question } = options;
    const { items: page, pageInfo } = pageOf(rows, question, cursor, limit);
    const authors = await this.#authors(page);
    const items = page.map(v => summaryOf(v, [v], now, authors));
    return {
      items,
      pageInfo,
      refs: await this.deps.catalog.describe(items.map(i => i.authorRef)),
    };
  }

  /** The newest version, or the one that holds at an instant. @throws NotFoundError */
  async get(
    caller: Caller,
    kind: string,
    key: string,
    at?: number,
  ): Promise<DefinitionVersion> {
    const { versions, seen } = await this.#seenOf(caller, kind, key);
    const version =
      at === undefined
        ? versions[versions.length - 1]
        : versionAt(versions, at);
    const shown = version && seen.get(version);
    if (!shown) {
      throw new NotFoundError(
        `at: no version of ${kind}/${key} held at ${toIso(at!)}`,
      );
    }
    return this.present(shown, versions);
  }

  async version(
    caller: Caller,
    kind: string,
    key: string,
    number: number,
  ): Promise<DefinitionVersion> {
    const { versions, seen } = await this.#seenOf(caller, kind, key);
    return this.present(numberedOf(seen, versions, number), versions);
  }

  /** All versions, newest first. */
  async history(
    caller: Caller,
    kind: string,
    key: string,
  ): Promise<DefinitionSummary[]> {
    const { versions, seen } = await this.#seenOf(caller, kind, key);
    const authors = await this.#authors([...seen.keys()]);
    const now = this.deps.clock.now();
    return versions
      .filter(v => seen.has(v))
      .reverse()
      .map(v => summaryOf(v, versions, now, authors));
  }

  /** The values in which two versions differ. */
  async diff(
    caller: Caller,
    kind: string,
    key: string,
    from: number,
    to: number,
  ) {
    const { versions, seen } = await this.#seenOf(caller, kind, key);
    const body = (number: number) => {
      const shown = numberedOf(seen, versions, number);
      return shown.version.removed ? {} : shown.body;
    };
    return differences(body(from), body(to));
  }

  /** Recomputes the hash chain of a definition's journal and compares the versions with it. */
  async verify(caller: Caller, kind: string, key: string) {
    await this.#seenOf(caller, kind, key);
    return verifyDefinition(this.deps.store, kind, key);
  }

  /** Those of the problems with files in Git that the caller may know of. */
  async problemsOf(
    caller: Caller,
    problems: readonly DefinitionProblem[],
  ): Promise<DefinitionProblem[]> {
    return this.deps.sight.problems(await this.mayRead(caller), problems);
  }

  /**
   * All versions, oldest first, and those that the caller may see.
   *
   * @throws NotFoundError without any, and if the newest is none of them: what is about something that
   *   one may not see is not there, whatever it was about before
   */
  async #seenOf(caller: Caller, kind: string, key: string) {
    const reader = await this.mayRead(caller);
    const versions = await this.versionsOf(kind, key);
    const seen = await this.deps.sight.seen(reader, versions, () => versions);
    if (!seen.has(versions[versions.length - 1]))
      throw new NotFoundError(notThere(kind, key));
    return { versions, seen };
  }

  /** @throws NotFoundError that lists the kinds there are */
  protected kindOf(name: string): RegisteredKind {
    const kind = this.deps.kinds.find(name);
    if (!kind) {
      throw new NotFoundError(
        `There is no kind of definition "${name}"; there are ${this.deps.kinds
          .names()
          .join(', ')}`,
      );
    }
    return kind;
  }

  /** All versions, oldest first. @throws NotFoundError without any */
  protected async versionsOf(
    kind: string,
    key: string,
  ): Promise<KeptVersion[]> {
    const versions = await this.deps.reader.versions(
      this.kindOf(kind).kind,
      key,
    );
    if (versions.length === 0) throw new NotFoundError(notThere(kind, key));
    return versions;
  }

  async #authors(versions: readonly KeptVersion[]) {
    return this.deps.principals.refs(versions.map(v => v.authorId));
  }

  protected async present(
    { version, body, withheld }: SeenVersion,
    versions: readonly KeptVersion[],
  ): Promise<DefinitionVersion> {
    const { kind, key } = version;
    const [authors, text, head] = await Promise.all([
      this.#authors([version]),
      this.deps.store.sourceText(kind, key, version.version),
      this.deps.store.head(this.deps.store.knex, kind, key),
    ]);
    const now = this.deps.clock.now();
    return {
      ...summaryOf(version, versions, now, authors),
      body,
      text:
        (withheld === 0 ? text : undefined) ??
        (version.removed ? '' : toYaml(body)),
      editable:
        withheld === 0 &&
        (head === undefined || head.removed || head.source === 'portal'),
      withheld: withheld > 0 ? withheld : undefined,
    };
  }
}

/** A version by its number. @throws NotFoundError */
function numberedOf(
  seen: ReadonlyMap<KeptVersion, SeenVersion>,
  versions: readonly KeptVersion[],
  number: number,
): SeenVersion {
  const found = versions.find(v => v.version === number);
  const shown = found && seen.get(found);
  if (!shown) {
    throw new NotFoundError(
      `version: there is no version ${number}; the newest is ${versions.length}`,
    );
  }
  return shown;
}
