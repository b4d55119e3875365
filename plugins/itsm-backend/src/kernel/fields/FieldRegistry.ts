import { InputError } from '@backstage/errors';
import {
  BUILT_IN_FIELDS,
  closeNames,
  DERIVED_FIELDS,
  isSortable,
  KEPT_FIELDS,
  MULTIPLE_FIELDS,
  operatorsOf,
  RECORD_FIELDS,
  type FieldDefinition,
  type FieldInfo,
} from '@callboard/plugin-itsm-common';
import type { ContributedField } from '@callboard/plugin-itsm-node';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import type { FieldSource, RegisteredField } from './fieldSource';

/** The sorts that an index serves in lists of any length. */
const INDEXED = new Set(['updatedAt', 'createdAt', 'priority']);

const OF_RECORD = new Set([...KEPT_FIELDS, ...RECORD_FIELDS].map(f => f.key));
const DERIVED = new Set(DERIVED_FIELDS.map(f => f.key));
const MULTIPLE: Record<string, FieldSource> = {
  watcher: { from: 'participants', role: 'watcher' },
  collaborator: { from: 'participants', role: 'collaborator' },
  linkedRef: { from: 'rows', table: 'links', key: 'from_id' },
  externalId: {
    from: 'rows',
    table: 'record_external_refs',
    key: 'record_id',
  },
};

/**
 * Every field that records have, with where it comes from: the kernel's, the practices', what
 * follows from them, and custom fields. Lists, filters, sorts, exports and pages know fields from
 * here and from nowhere else.
 */
export class FieldRegistry {
  readonly #types: RecordTypes;
  readonly #contributed: readonly ContributedField[];
  readonly #kept = new WeakMap<object, ReadonlyMap<string, RegisteredField>>();

  /**
   * @param contributed - what practices know of records from their own tables
   * @throws Error if two fields have the same key
   */
  constructor(
    types: RecordTypes,
    contributed: readonly ContributedField[] = [],
  ) {
    this.#types = types;
    this.#contributed = contributed;
    const keys = contributed.map(({ definition }) => definition.key);
    const twice = keys.find((key, i) => keys.indexOf(key) !== i);
    if (twice !== undefined)
      throw new Error(`Two practices bring the field ${twice}.`);
  }

  /**
   * The fields of records of the given types, by key. Several types share the kernel's fields and
   * the custom ones that all of them have.
   */
  fieldsOf(
    types: readonly RegisteredType[],
  ): ReadonlyMap<string, RegisteredField> {
    if (types.length !== 1) return this.#collect(types);
    // Custom fields come and go with a new map of the type's fields.
    const { fields } = types[0];
    const kept = this.#kept.get(fields) ?? this.#collect(types);
    this.#kept.set(fields, kept);
    return kept;
  }

  /** The definitions of {@link fieldsOf}, for reading predicates. */
  definitionsOf(
    fields: ReadonlyMap<string, RegisteredField>,
  ): ReadonlyMap<string, FieldDefinition> {
    return new Map([...fields].map(([key, f]) => [key, f.definition]));
  }

  #collect(types: readonly RegisteredType[]): Map<string, RegisteredField> {
    const fields = new Map<string, RegisteredField>();
    for (const definition of BUILT_IN_FIELDS) {
      fields.set(definition.key, {
        definition: this.#withChoices(definition, types),
        source: this.#builtIn(definition),
      });
    }
    for (const field of this.#contributed) {
      const { definition, types: having } = field;
      if (having && !types.every(t => having.includes(t.type))) continue;
      fields.set(definition.key, {
        definition,
        source: { from: 'contributed', field },
      });
    }
    const [type, ...others] = types;
    if (!type) return fields;
    if (others.length === 0 && type.detail) {
      const { table } = type.detail;
      for (const definition of type.detail.fields)
        fields.set(definition.key, {
          definition,
          source: { from: 'detail', table },
        });
    }
    for (const definition of type.fields.values()) {
      if (!definition.custom) continue;
      if (others.some(t => !t.fields.get(definition.key)?.custom)) continue;
      fields.set(definition.key, { definition, source: { from: 'custom' } });
    }
    return fields;
  }

  #builtIn(definition: FieldDefinition): FieldSource {
    const { key } = definition;
    if (OF_RECORD.has(key)) return { from: 'record' };
    if (DERIVED.has(key)) return { from: 'derived' };
    if (MULTIPLE_FIELDS.includes(definition)) return MULTIPLE[key];
    throw new Error(`Nobody knows where the field ${key} comes from`);
  }

  #withChoices(
    definition: FieldDefinition,
    types: readonly RegisteredType[],
  ): FieldDefinition {
    if (definition.key === 'type') {
      const choices = this.#types
        .all()
        .map(t => ({ value: t.type, label: t.label }));
      return { ...definition, choices };
    }
    if (definition.key !== 'status') return definition;
    const labels = new Map<string, string>();
    for (const type of types) {
      for (const [value, state] of Object.entries(type.lifecycle.states))
        if (!labels.has(value)) labels.set(value, state.label);
    }
    const choices = [...labels].map(([value, label]) => ({ value, label }));
    return { ...definition, choices };
  }

  /** The fields as pages build filters, columns and forms from them. */
  describe(types: readonly RegisteredType[]): FieldInfo[] {
    return [...this.fieldsOf(types).values()].map(({ definition, source }) => ({
      key: definition.key,
      label: definition.label,
      type: definition.type,
      unit: definition.unit,
      help: definition.help,
      choices: definition.choices?.map(c => ({ ...c })),
      operators: [...operatorsOf(definition)],
      multiple: Boolean(definition.multiple),
      sortable: isSortable(definition),
      sortsAnyLength: INDEXED.has(definition.key),
      exportable: !definition.multiple,
      audience: definition.audience ?? 'requester',
      contributed: source.from === 'contributed' || undefined,
      custom: Boolean(definition.custom),
      required: Boolean(definition.required),
    }));
  }

  /**
   * The field of that key.
   *
   * @param name - what the client called the parameter, for the error
   * @throws InputError that lists close names
   */
  require(
    fields: ReadonlyMap<string, RegisteredField>,
    key: string,
    name: string,
  ): RegisteredField {
    const field = fields.get(key);
    if (field) return field;
    const close = closeNames(key, [...fields.keys()]);
    throw new InputError(
      `${name}: there is no field "${key}" here; ${
        close.length > 0
          ? `did you mean ${close.join(', ')}?`
          : 'GET /fields lists them'
      }`,
    );
  }
}
