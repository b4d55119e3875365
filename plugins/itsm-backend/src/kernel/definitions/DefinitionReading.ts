import { NotFoundError } from '@backstage/errors';
import {
  definitionReadPermission,
  type DefinitionKindInfo,
  type DefinitionSummary,
  type DefinitionVersion,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import {
  type Authorizer,
  type Caller,
  type CatalogReader,
  type Clock,
} from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { DefinitionKinds, RegisteredKind } from './DefinitionKinds';
import type { DefinitionReader, KeptVersion } from './DefinitionReader';
import type { DefinitionStore } from './DefinitionStore';
import type { DefinitionWriter } from './DefinitionWriter';
import { differences } from './diff';
import { versionAt } from './model';
import { pageOf } from './paging';
import { summaryOf, titleOf } from './summaryOf';
import { verifyDefinition } from './verifyDefinition';
import { toYaml } from './yamlText';

/** What a list of definitions is asked. */
export interface DefinitionListOptions {
  kind?: string;
  q?: string;
  removed?: boolean;
  limit?: number;
  cursor?: string;
}

/** Definitions as the portal shows them, for who has the permission `itsm.definition.read`. */
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
      clock: Clock;
    },
  ) {}

  /** @throws NotAllowedError */
  async mayRead(caller: Caller): Promise<void> {
    await this.deps.authorizer.require(caller, definitionReadPermission);
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
    await this.mayRead(caller);
    if (options.kind) this.kindOf(options.kind);
    const now = this.deps.clock.now();
    const wanted = options.q?.toLowerCase();
    const rows: KeptVersion[] = [];
    for (const [kind, keys] of await this.deps.reader.everything()) {
      if (options.kind && kind !== options.kind) continue;
      for (const versions of keys.values()) {
        const shown = versionAt(versions, now) ?? versions[0];
        if (shown.removed && !options.removed) continue;
        const words = `${shown.key} ${titleOf(shown)}`.toLowerCase();
        if (wanted && !words.includes(wanted)) continue;
        rows.push(shown);
      }
    }
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
    await this.mayRead(caller);
    const versions = await this.versionsOf(kind, key);
    const version =
      at === undefined
        ? versions[versions.length - 1]
        : versionAt(versions, at);
    if (!version) {
      throw new NotFoundError(
        `at: no version of ${kind}/${key} held at ${toIso(at!)}`,
      );
    }
    return this.present(version, versions);
  }

  async version(
    caller: Caller,
    kind: string,
    key: string,
    number: number,
  ): Promise<DefinitionVersion> {
    await this.mayRead(caller);
    const versions = await this.versionsOf(kind, key);
    return this.present(this.numbered(versions, number), versions);
  }

  /** All versions, newest first. */
  async history(
    caller: Caller,
    kind: string,
    key: string,
  ): Promise<DefinitionSummary[]> {
    await this.mayRead(caller);
    const versions = await this.versionsOf(kind, key);
    const authors = await this.#authors(versions);
    const now = this.deps.clock.now();
    return [...versions]
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
    await this.mayRead(caller);
    const versions = await this.versionsOf(kind, key);
    const body = (number: number) => {
      const version = this.numbered(versions, number);
      return version.removed ? {} : version.body;
    };
    return differences(body(from), body(to));
  }

  /** Recomputes the hash chain of a definition's journal and compares the versions with it. */
  async verify(caller: Caller, kind: string, key: string) {
    await this.mayRead(caller);
    await this.versionsOf(kind, key);
    return verifyDefinition(this.deps.store, kind, key);
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
    if (versions.length === 0)
      throw new NotFoundError(`There is no definition ${kind}/${key}`);
    return versions;
  }

  protected numbered(
    versions: readonly KeptVersion[],
    number: number,
  ): KeptVersion {
    const found = versions.find(v => v.version === number);
    if (!found) {
      throw new NotFoundError(
        `version: there is no version ${number}; the newest is ${versions.length}`,
      );
    }
    return found;
  }

  async #authors(versions: readonly KeptVersion[]) {
    return this.deps.principals.refs(versions.map(v => v.authorId));
  }

  protected async present(
    version: KeptVersion,
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
      body: version.body,
      text: text ?? (version.removed ? '' : toYaml(version.body)),
      editable: head === undefined || head.removed || head.source === 'portal',
    };
  }
}
