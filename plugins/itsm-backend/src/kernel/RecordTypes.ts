import {
  lifecycleFaults,
  RECORD_FIELDS,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { Practice, RecordType } from '@callboard/plugin-itsm-node';

/** A record type with the practice that brings it and all its fields by key. */
export interface RegisteredType extends RecordType {
  practice: string;
  fields: ReadonlyMap<string, FieldDefinition>;
}

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
    const all = [...RECORD_FIELDS, ...(type.detail?.fields ?? [])];
    this.#byType.set(type.type, {
      ...type,
      practice,
      fields: new Map(all.map(f => [f.key, f])),
    });
  }

  /** All types, in the order of registration. */
  all(): RegisteredType[] {
    return [...this.#byType.values()];
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
