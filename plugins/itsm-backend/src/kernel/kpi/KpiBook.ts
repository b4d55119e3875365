import { NotFoundError } from '@backstage/errors';
import {
  closeNames,
  KPI_DEFINITION_KIND,
  kpiKeySchema,
  type KpiBody,
  type KpiDefinition,
  type KpiFormula,
  type KpiWhere,
} from '@callboard/plugin-itsm-common';
import type {
  Clock,
  Definitions,
  DefinitionVersion,
  FactDimension,
} from '@callboard/plugin-itsm-node';
import type { CountedBook } from './CountedBook';
import { dimensionsOf, formulaFaults } from './formulaFaults';
import { guardFaults, guardOf } from './guards';

/** A version of a number as it can be asked. */
export interface HeldVersion {
  version: number;
  formula: KpiFormula;
  where?: KpiWhere;
  /** Since when it holds, if it is not the first. */
  since?: number;
}

/** What is told of a version. */
export interface ToldVersion {
  version: number;
  at?: number;
  what: string;
  askable: boolean;
}

/** A number with everything that is needed to ask for it. */
export interface KpiEntry {
  definition: KpiDefinition;
  /** What it can be asked by. */
  dimensions: readonly FactDimension[];
  /** What its definition keeps. */
  where?: KpiWhere;
  /** The key of the definition that says so, if one does. */
  definitionKey?: string;
  /** The number that it is made from, if it is. */
  of?: string;
  since?: number;
  /** The newest first. */
  versions: readonly ToldVersion[];
  heldAt(version: number): HeldVersion | undefined;
  /** A dimension of its facts, whether it can be asked by it or not. */
  anyDimension(key: string): FactDimension | undefined;
}

type Version = DefinitionVersion<KpiBody> & { removed: false };

/** All numbers as they are defined at the moment. Nothing in it changes while somebody asks. */
export class KpiEntries {
  readonly #byKey: ReadonlyMap<string, KpiEntry>;

  constructor(entries: readonly KpiEntry[]) {
    const sorted = [...entries].sort((a, b) =>
      a.definition.key < b.definition.key ? -1 : 1,
    );
    this.#byKey = new Map(sorted.map(e => [e.definition.key, e]));
  }

  /** By practice and key. */
  all(): KpiEntry[] {
    return [...this.#byKey.values()].sort((a, b) => {
      const [x, y] = [a.definition.practice, b.definition.practice];
      if (x === y) return 0;
      return x < y ? -1 : 1;
    });
  }

  find(key: string): KpiEntry | undefined {
    return this.#byKey.get(key);
  }

  /** @throws NotFoundError that names what was meant, if it can be guessed */
  require(key: string): KpiEntry {
    const found = this.#byKey.get(key);
    if (found) return found;
    const close = closeNames(key, [...this.#byKey.keys()]);
    throw new NotFoundError(
      close.length > 0
        ? `There is no number ${key}; did you mean ${close.join(' or ')}?`
        : `There is no number ${key}; GET /kpis lists those there are`,
    );
  }
}

/** What a definition of one's own says if it says nothing. */
const OWN = {
  source: 'Defined here',
  direction: 'neutral',
  basis: 'events',
} as const;

/** Knows all numbers: those of practices, and what definitions say of them or add. */
export class KpiBook {
  #kept?: {
    versions: readonly DefinitionVersion<KpiBody>[];
    from: number;
    until: number;
    entries: KpiEntries;
  };

  constructor(
    private readonly deps: {
      book: CountedBook;
      definitions: Definitions;
      clock: Clock;
    },
  ) {}

  /** @throws Error if a practice brings one that cannot be counted, for whoever writes the practice */
  check(): void {
    const { book } = this.deps;
    for (const kpi of book.kpis()) {
      const at = `The number ${kpi.key}`;
      if (!kpiKeySchema.safeParse(kpi.key).success)
        throw new Error(`${at} must be called like incidents.volume`);
      if (kpi.awaits !== undefined) continue;
      for (const formula of [
        kpi.formula,
        ...(kpi.stated ? [kpi.stated] : []),
      ]) {
        const [fault] = formulaFaults(formula, book);
        if (fault)
          throw new Error(`${at}: ${fault.path.join('.')}: ${fault.message}`);
        const there = dimensionsOf(formula, book).map(d => d.key);
        const unknown = kpi.dimensions.find(key => !there.includes(key));
        if (unknown)
          throw new Error(
            `${at} cannot be asked by ${unknown}: not all that it counts has it`,
          );
      }
    }
  }

  /** Those there are now. Kept as long as no definition changes and none that was planned begins. */
  async now(): Promise<KpiEntries> {
    const { definitions, clock } = this.deps;
    const now = clock.now();
    const versions = await definitions.history<KpiBody>(KPI_DEFINITION_KIND);
    const kept = this.#kept;
    if (kept?.versions === versions && kept.from <= now && now < kept.until)
      return kept.entries;
    const planned = versions.map(v => v.validFrom).filter(at => at > now);
    const entries = this.#at(versions, now);
    this.#kept = {
      versions,
      from: now,
      until: Math.min(Infinity, ...planned),
      entries,
    };
    return entries;
  }

  #at(
    versions: readonly DefinitionVersion<KpiBody>[],
    now: number,
  ): KpiEntries {
    const { book } = this.deps;
    const byKey = new Map<string, Version[]>();
    for (const [key, begun] of begunByKey(versions, now)) {
      const newest = begun[begun.length - 1];
      // Out of use, or about to be.
      if (newest.removed) continue;
      byKey.set(
        key,
        begun.filter((v): v is Version => !v.removed),
      );
    }
    const builtIn = new Map(book.kpis().map(kpi => [kpi.key, kpi]));
    const entries: KpiEntry[] = [];
    for (const kpi of builtIn.values()) {
      const over = byKey.get(kpi.key)?.at(-1);
      const said = over?.body.of === kpi.key ? over : undefined;
      entries.push(this.#builtIn(kpi, said));
    }
    for (const [key, own] of byKey) {
      if (builtIn.has(key)) continue;
      const entry = this.#own(key, own, builtIn);
      if (entry) entries.push(entry);
    }
    return new KpiEntries(entries);
  }

  #builtIn(kpi: KpiDefinition, said: Version | undefined): KpiEntry {
    const changes = [...(kpi.changes ?? [])].sort(
      (a, b) => a.version - b.version,
    );
    const held = new Map<number, HeldVersion>();
    const sinceOf = (version: number) =>
      changes.find(c => c.version === version)?.at;
    held.set(kpi.version, {
      version: kpi.version,
      formula: kpi.formula,
      since: sinceOf(kpi.version),
    });
    for (const { version, before } of changes) {
      if (before)
        held.set(version - 1, {
          version: version - 1,
          formula: before,
          since: sinceOf(version - 1),
        });
    }
    const body = said?.body;
    return this.#entry({
      definition: {
        ...kpi,
        name: body?.name ?? kpi.name,
        purpose: body?.purpose ?? kpi.purpose,
        ownerRef: body?.ownerRef ?? kpi.ownerRef,
        target: body?.target ?? kpi.target,
      },
      definitionKey: said?.key,
      held,
      versions: changes.map(({ version, at, what }) => ({
        version,
        at,
        what,
        askable: held.has(version),
      })),
    });
  }

  #own(
    key: string,
    versions: readonly Version[],
    builtIn: ReadonlyMap<string, KpiDefinition>,
  ): KpiEntry | undefined {
    const { book } = this.deps;
    const held = new Map<number, HeldVersion>();
    for (const { version, body, validFrom } of versions) {
      const formula = body.formula ?? builtIn.get(body.of ?? '')?.formula;
      if (!formula || formulaFaults(formula, book).length > 0) continue;
      if (guardFaults(formula, book).length > 0) continue;
      const since = version === versions[0].version ? undefined : validFrom;
      held.set(version, { version, formula, where: body.where, since });
    }
    const newest = versions[versions.length - 1];
    const current = held.get(newest.version);
    // What it is made from may be gone with its practice.
    if (!current) return undefined;
    const { body } = newest;
    const base = body.of === undefined ? undefined : builtIn.get(body.of);
    const dimensions =
      body.dimensions ??
      base?.dimensions ??
      dimensionsOf(current.formula, book).map(d => d.key);
    return this.#entry({
      definition: {
        ...(base ?? OWN),
        ...guardOf(
          [...held.values()].map(({ formula }) => formula),
          book,
        ),
        key,
        practice: base?.practice ?? key.split('.')[0],
        name: body.name ?? base?.name ?? key,
        purpose: body.purpose ?? base?.purpose ?? '',
        formulaWords: body.formulaWords ?? base?.formulaWords ?? '',
        source: body.source ?? base?.source ?? OWN.source,
        unit: body.unit ?? base?.unit ?? 'number',
        direction: body.direction ?? base?.direction ?? OWN.direction,
        formula: current.formula,
        dimensions,
        ownerRef: body.ownerRef ?? base?.ownerRef,
        target: body.target ?? base?.target,
        version: newest.version,
        changes: versions.slice(1).map(v => ({
          version: v.version,
          at: v.validFrom,
          what: v.body.change ?? 'It was defined anew.',
        })),
      },
      definitionKey: key,
      of: body.of,
      where: body.where,
      held,
      versions: versions.map(v => ({
        version: v.version,
        at: v.validFrom,
        what:
          v.body.change ??
          (v === versions[0] ? 'It was defined.' : 'It was defined anew.'),
        askable: held.has(v.version),
      })),
    });
  }

  #entry(
    made: Pick<KpiEntry, 'definition' | 'definitionKey' | 'of' | 'where'> & {
      held: ReadonlyMap<number, HeldVersion>;
      versions: readonly ToldVersion[];
    },
  ): KpiEntry {
    const { definition, held } = made;
    const all = dimensionsOf(definition.formula, this.deps.book);
    const find = (key: string) => all.find(d => d.key === key);
    return {
      ...made,
      dimensions: definition.dimensions.flatMap(key => find(key) ?? []),
      since: held.get(definition.version)?.since,
      versions: [...made.versions].sort((a, b) => b.version - a.version),
      heldAt: version => held.get(version),
      anyDimension: find,
    };
  }
}

/** Versions that have begun and were not taken back, oldest first, by key. */
function begunByKey(
  versions: readonly DefinitionVersion<KpiBody>[],
  now: number,
): Map<string, DefinitionVersion<KpiBody>[]> {
  const byKey = new Map<string, DefinitionVersion<KpiBody>[]>();
  for (const version of versions) {
    if (version.validFrom > now) continue;
    const begun = byKey.get(version.key) ?? [];
    byKey.set(version.key, begun);
    begun.push(version);
  }
  return byKey;
}
