import { InputError } from '@backstage/errors';
import {
  closeNames,
  CUSTOM_PREFIX,
  customFieldDefinition,
  type CustomField,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  Definition,
  Definitions,
  RecordValues,
} from '@callboard/plugin-itsm-node';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import { CUSTOM_FIELD_KIND } from './customFieldKind';
import { readCustomValue } from './readCustomValue';

/** What {@link CustomFields} works with. */
export interface CustomFieldsDeps {
  types: RecordTypes;
  definitions: Pick<Definitions, 'list'>;
  /** Makes sure that an entity is there for the caller. @throws InputError naming the field */
  resolveEntity(caller: Caller, ref: string, field: string): Promise<string>;
}

/** Keeps record types in step with the definitions of custom fields, and checks their values. */
export class CustomFields {
  readonly #deps: CustomFieldsDeps;
  #known = '';
  #fields = new Map<string, FieldDefinition>();

  constructor(deps: CustomFieldsDeps) {
    this.#deps = deps;
  }

  /**
   * Takes up the definitions as they hold now. To be called before records are read or written;
   * definitions come from memory.
   */
  async refresh(): Promise<void> {
    const found = await this.#deps.definitions.list<CustomField>(
      CUSTOM_FIELD_KIND,
    );
    const inUse = found.filter(d => !d.removed);
    const mark = inUse.map(d => `${d.key}@${d.version}`).join(' ');
    if (mark === this.#known) return;
    this.#use(inUse);
    this.#known = mark;
  }

  #use(found: readonly Definition<CustomField>[]): void {
    const fields = found.map(d => ({
      recordTypes: d.body.recordTypes,
      definition: customFieldDefinition(d.key, d.body),
    }));
    this.#fields = new Map(fields.map(f => [f.definition.key, f.definition]));
    this.#deps.types.useCustomFields(fields);
  }

  /**
   * Brings the custom values of a command to their stored form: `custom: { color: 'red' }` and
   * `custom.color` mean the same. Whether the record's type has the fields is checked by
   * {@link checkCustomFields}, once the type is known.
   *
   * @throws InputError that names the field
   */
  async prepare(caller: Caller, set: RecordValues): Promise<RecordValues> {
    await this.refresh();
    const { custom, ...rest } = set;
    if (custom !== undefined && !isPlainObject(custom)) {
      throw new InputError(
        'custom: must be an object with the keys of custom fields',
      );
    }
    const flat: RecordValues = { ...rest };
    for (const [key, value] of Object.entries(custom ?? {}))
      flat[`${CUSTOM_PREFIX}${key}`] = value;
    const keys = Object.keys(flat).filter(k => k.startsWith(CUSTOM_PREFIX));
    if (keys.length === 0) return custom === undefined ? set : flat;
    for (const key of keys)
      flat[key] = await this.#value(caller, key, flat[key]);
    return flat;
  }

  async #value(caller: Caller, key: string, value: unknown): Promise<unknown> {
    const field = this.#fields.get(key);
    if (!field) {
      const close = closeNames(key, [...this.#fields.keys()]);
      throw new InputError(
        `${key}: there is no such custom field${
          close.length > 0 ? `; did you mean ${close.join(', ')}?` : ''
        }`,
      );
    }
    const read = readCustomValue(field, value);
    // A person in a field for things would stand in the journal as they are, and could not be erased.
    if (field.type === 'entity' && String(read).startsWith('user:')) {
      throw new InputError(
        `${key}: must not be a user; people are for fields of the type "user"`,
      );
    }
    const entity = ['user', 'group', 'entity'].includes(field.type);
    if (!entity || typeof read !== 'string' || read === caller.ref) return read;
    return this.#deps.resolveEntity(caller, read, key);
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks that the type of a command's record has the custom fields that it sets.
 *
 * @throws InputError that names the field
 */
export function checkCustomFields(
  type: RegisteredType,
  set: RecordValues,
): void {
  for (const key of Object.keys(set)) {
    if (key.startsWith(CUSTOM_PREFIX) && !type.fields.has(key))
      throw new InputError(`${key}: ${type.label} has no such field`);
  }
}

/**
 * Checks that a record which a person files has the custom fields that it must have. Machines need
 * not know them.
 *
 * @throws InputError that names the field
 */
export function requireCustomFields(
  type: RegisteredType,
  created: RecordValues,
): void {
  for (const field of type.fields.values()) {
    if (!field.custom || !field.required) continue;
    const value = created[field.key];
    if (value === undefined || value === null)
      throw new InputError(`${field.key}: ${field.label} is required`);
  }
}
