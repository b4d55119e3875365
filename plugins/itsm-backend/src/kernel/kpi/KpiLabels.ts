import type { RefInfo } from '@callboard/plugin-itsm-common';
import type {
  CatalogReader,
  Definitions,
  FactDimension,
} from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from '../definitions/DefinitionKinds';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { RecordTypes } from '../RecordTypes';
import type { CountedBook } from './CountedBook';

/** What values of dimensions are called. */
export interface Called {
  label: string;
  ref?: RefInfo;
}

/** A dimension with the values that are to be called by their names. */
export interface ToCall {
  dimension: FactDimension;
  /** Kinds of the facts that have it. */
  kinds: readonly string[];
  values: readonly (string | undefined)[];
}

const NONE = 'None';

/** Knows what values are called: by the catalog, by fields of records, by definitions. */
export class KpiLabels {
  constructor(
    private readonly deps: {
      book: CountedBook;
      catalog: CatalogReader;
      definitions: Definitions;
      definitionKinds: DefinitionKinds;
      registry: FieldRegistry;
      types: RecordTypes;
    },
  ) {}

  /** Labels by value, where there are few values and they are known beforehand. */
  fixed(
    dimension: FactDimension,
    kinds: readonly string[],
  ): Readonly<Record<string, string>> | undefined {
    if (dimension.labels) return dimension.labels;
    if (dimension.entity) return undefined;
    const choices = this.#fieldOf(dimension.key, kinds)?.choices;
    return (
      choices &&
      Object.fromEntries(
        choices.map(({ value, label }) => [String(value), label]),
      )
    );
  }

  /** What the values are called, in the order of what is asked. One statement for all references. */
  async of(asked: readonly ToCall[]): Promise<Called[][]> {
    const { catalog } = this.deps;
    const refs = await catalog.describe(
      asked.flatMap(({ dimension, values }) =>
        dimension.entity ? values : [],
      ),
    );
    return Promise.all(
      asked.map(async ({ dimension, kinds, values }) => {
        const titles = await this.#titles(dimension);
        const fixed = this.fixed(dimension, kinds);
        return values.map((value): Called => {
          if (value === undefined) return { label: NONE };
          if (dimension.entity) {
            const ref = refs[value];
            return { label: ref?.title ?? value, ref };
          }
          return { label: titles?.get(value) ?? fixed?.[value] ?? value };
        });
      }),
    );
  }

  async #titles({
    definition,
  }: FactDimension): Promise<ReadonlyMap<string, string> | undefined> {
    const kind =
      definition === undefined
        ? undefined
        : this.deps.definitionKinds.find(definition);
    if (!kind) return undefined;
    const known = await this.deps.definitions.history(kind.kind);
    // Of all versions the newest one that says something: what is out of use still has its name.
    return new Map(
      known.flatMap(version =>
        version.removed ? [] : [[version.key, kind.titleOf(version.body)]],
      ),
    );
  }

  #fieldOf(key: string, kinds: readonly string[]) {
    const { book, registry, types } = this.deps;
    for (const { kind, recordTypes } of book.records()) {
      if (!kinds.includes(kind.kind)) continue;
      const all = recordTypes === 'all' ? undefined : recordTypes;
      const field = registry.fieldsOf(types.pick(all)).get(key);
      if (field) return field.definition;
    }
    return undefined;
  }
}
