import { InputError } from '@backstage/errors';
import {
  APPROVAL_FIELD,
  lifecycleFaults,
  RECORD_FIELDS,
  type FieldDefinition,
  type LinkKind,
} from '@callboard/plugin-itsm-common';
import type {
  Practice,
  RecordType,
  RegisteredRecordType,
} from '@callboard/plugin-itsm-node';

/** A record type with the practice that brings it and all its fields by key. */
export type RegisteredType = RegisteredRecordType;

/** The record types of the enabled practices. */
export class RecordTypes {
  readonly #byType = new Map<string, RegisteredType>();

  /** @throws Error if two practices bring the same type or prefix, or a lifecycle has a fault */
  static of(practices: readonly Practice[]): RecordTypes {
    const types = new RecordTypes();
    for (const practice of practices) {
      for (const type of practice.recordTypes ?? [])
        types.#add(practice.id, type);
    }
    return types;
  }

  #add(practice: string, type: RecordType): void {
    const faults = lifecycleFaults(type.lifecycle);
    if (faults.length > 0) {
      throw new Error(
        `The lifecycle of ${type.type} does not hold together: ${faults.join(
          ' ',
        )}`,
      );
    }
    for (const other of this.#byType.values()) {
      const both = `Practices ${other.practice} and ${practice} both`;
      if (other.type === type.type)
        throw new Error(`${both} bring the record type ${type.type}.`);
      if (other.prefix === type.prefix) {
        throw new Error(
          `${both} number records with ${type.prefix}-, for ${other.type} and ${type.type}; one needs another prefix.`,
        );
      }
    }
    const all = [
      ...RECORD_FIELDS,
      APPROVAL_FIELD,
      ...(type.detail?.fields ?? []),
    ];
    this.#byType.set(type.type, {
      ...type,
      practice,
      fields: new Map(all.map(f => [f.key, f])),
    });
  }

  /**
   * Gives types their custom fields, in place of those they had. The maps of fields are made anew,
   * so that who holds one sees no half of a change.
   */
  useCustomFields(
    fields: readonly {
      recordTypes: readonly string[];
      definition: FieldDefinition;
    }[],
  ): void {
    for (const [name, type] of this.#byType) {
      const own = fields.filter(f => f.recordTypes.includes(name));
      const built = [...type.fields].filter(([, field]) => !field.custom);
      (type as { fields: RegisteredType['fields'] }).fields = new Map([
        ...built,
        ...own.map(f => [f.definition.key, f.definition] as const),
      ]);
    }
  }

  /** All types, in the order of registration. */
  all(): RegisteredType[] {
    return [...this.#byType.values()];
  }

  /**
   * The types that a client names; all if it names none.
   *
   * @throws InputError for a name that no practice brings
   */
  pick(names: readonly string[] | undefined): RegisteredType[] {
    if (!names || names.length === 0) return this.all();
    return [...new Set(names)].map(name => {
      const type = this.find(name);
      if (!type)
        throw new InputError(`type: there is no record type "${name}" here`);
      return type;
    });
  }

  /** The types that links of a kind may lead to; none if they may lead to anything. */
  reachedBy(kind: LinkKind): RegisteredType[] {
    return this.all().filter(type => type.reachedBy?.includes(kind));
  }

  /** The type of that name, or undefined. */
  find(type: string): RegisteredType | undefined {
    return this.#byType.get(type);
  }

  /** The type of that name. @throws Error if there is none; callers checked before */
  get(type: string): RegisteredType {
    const found = this.#byType.get(type);
    if (!found) throw new Error(`No practice brings the record type ${type}`);
    return found;
  }
}
