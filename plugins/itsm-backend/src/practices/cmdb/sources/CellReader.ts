import {
  isTreacherous,
  normalizeRef,
  readAttribute,
  type CiAttribute,
  type CiClaimValue,
  type CiClass,
  type CiColumn,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

const LONGEST_NAME = 200;
const LONGEST_DESCRIPTION = 5_000;
const MOST_DEPENDENCIES = 100;

/** Why a cell, and with it its row, is no good. */
export class RowFault extends Error {}

/** What stands in a column of a row. */
export type Cell = (column: string) => unknown;

/** Reads single cells by the columns of a source: texts, days, numbers, references. */
export class CellReader {
  readonly #noValue: Set<string>;

  /** @param noValue - texts that mean "no value" */
  constructor(noValue: readonly string[]) {
    this.#noValue = new Set(noValue);
  }

  /** What a cell says, if anything, with its texts in one composed form. */
  #raw(
    cell: Cell,
    column: CiColumn,
  ): string | number | boolean | unknown[] | undefined {
    const given = cell(column.from);
    if (given === undefined || given === null) return undefined;
    if (Array.isArray(given)) return given;
    if (typeof given === 'object')
      throw new RowFault('must be a value, not an object');
    const text =
      typeof given === 'string' ? given.normalize('NFC').trim() : given;
    if (text === '' || (typeof text === 'string' && this.#noValue.has(text)))
      return undefined;
    if (column.values) {
      const mapped = column.values[String(text)];
      if (mapped !== undefined) return mapped;
      if (column.onlyValues)
        throw new RowFault(
          `"${String(text).slice(0, 60)}" is none of ${Object.keys(
            column.values,
          )
            .slice(0, 12)
            .join(', ')}`,
        );
    }
    return text as string | number | boolean;
  }

  #text(raw: unknown, longest: number): string {
    if (typeof raw !== 'string' && typeof raw !== 'number')
      throw new RowFault('must be a text');
    const text = String(raw);
    if (text.length > longest)
      throw new RowFault(`must have at most ${longest} characters`);
    if (isTreacherous(text))
      throw new RowFault(
        'holds characters that cannot be seen, or that turn the direction of reading; type it anew',
      );
    return text;
  }

  #line(raw: unknown, longest: number): string {
    const text = this.#text(raw, longest);
    if (/[\n\r\t]/.test(text)) throw new RowFault('must be one line');
    // Only characters that cannot be seen are no name.
    if (text.replace(/[\p{Cf}\p{Z}\p{M}]/gu, '') === '')
      throw new RowFault('must not be empty');
    return text;
  }

  /** The id of a row. @throws RowFault */
  id(cell: Cell, column: CiColumn): string {
    const raw = this.#raw(cell, column);
    if (raw === undefined) throw new RowFault('is missing; it names the item');
    return this.#line(raw, LONGEST_NAME);
  }

  /** What a column says, if anything. @throws RowFault */
  value(
    cell: Cell,
    column: CiColumn,
    ciClass: CiClass,
  ): CiClaimValue | undefined {
    const raw = this.#raw(cell, column);
    if (raw === undefined) {
      if (column.required) throw new RowFault('is missing');
      return undefined;
    }
    switch (column.to) {
      case 'name':
      case 'title':
        return this.#line(raw, LONGEST_NAME);
      case 'description':
        return this.#text(raw, LONGEST_DESCRIPTION);
      case 'owner': {
        const ref = this.#ref(raw, 'group');
        if (!ref.startsWith('group:'))
          throw new RowFault(
            `must be a group, not ${ref}; people change teams`,
          );
        return ref;
      }
      case 'system':
        return this.#ref(raw, 'system');
      case 'entity':
        return this.#ref(raw, 'component');
      case 'dependsOn':
        return this.#refs(raw, column.separator);
      default: {
        const attribute = ciClass.attributes.find(a => a.key === column.to);
        // A file of several classes has columns that not all of them know.
        return attribute && this.#attribute(raw, attribute, column);
      }
    }
  }

  #ref(raw: unknown, kind: string): string {
    const text = this.#line(raw, 512);
    const ref = normalizeRef(text.includes(':') ? text : `${kind}:${text}`);
    if (!ref)
      throw new RowFault(
        `"${text.slice(
          0,
          60,
        )}" is no name in the catalog; give a reference like ${kind}:default/name, or map it in the column's values`,
      );
    if (ref.startsWith('user:'))
      throw new RowFault('must not be a person; name the group');
    return ref;
  }

  #refs(raw: unknown, separator: string): string[] | undefined {
    const parts = Array.isArray(raw) ? raw : String(raw).split(separator);
    const refs = parts
      .map(part => (typeof part === 'string' ? part.trim() : part))
      .filter(part => part !== '' && part !== null)
      .map(part => this.#ref(part, 'resource'));
    if (refs.length > MOST_DEPENDENCIES)
      throw new RowFault(`must name at most ${MOST_DEPENDENCIES}`);
    return refs.length > 0 ? [...new Set(refs)].sort() : undefined;
  }

  #attribute(
    raw: unknown,
    attribute: CiAttribute,
    column: CiColumn,
  ): CiClaimValue {
    let given = raw;
    if (
      typeof raw === 'string' &&
      attribute.type === 'number' &&
      column.decimal === ','
    )
      given = raw.replace(/\./g, '').replace(',', '.');
    if (
      typeof raw === 'string' &&
      attribute.type === 'date' &&
      column.dateFormat
    ) {
      const day = DateTime.fromFormat(raw, column.dateFormat, {
        zone: 'utc',
        locale: 'en',
      });
      if (!day.isValid)
        throw new RowFault(
          `must be a day written ${column.dateFormat}, not "${raw.slice(
            0,
            60,
          )}"`,
        );
      given = day.toISODate();
    }
    const read = readAttribute(attribute, given);
    if (read.fault !== undefined) throw new RowFault(read.fault);
    return read.value;
  }
}
