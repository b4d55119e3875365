import { createHash } from 'crypto';
import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import type { RecordValues } from '@callboard/plugin-itsm-node';
import type { ObservedEvent } from '../door/Observer';
import { listed } from '../fields/valueFault';
import type { RegisteredType } from '../RecordTypes';
import {
  LONGEST_EXTERNAL_ID,
  LONGEST_REF,
  requireFits,
  type ColumnLimit,
} from './columnLimits';
import { columnsOf, type MappedValue, type Mapping } from './mapping';
import { quoted, requireCurrencies, storedValue } from './storedValue';

const MOST_INSTANTS = 50_000;
const LAST_YEAR = 9_999;
const LONGEST_HEADER_SAID = 500;

type Read = (row: readonly string[]) => string | undefined;

/**
 * Turns rows of a CSV into observed events, by a mapping.
 *
 * Everything that can be known from the header is worked out once; a row costs its columns.
 */
export class RowMapper {
  readonly #mapping: Mapping;
  readonly #index: Map<string, number>;
  readonly #missing: Set<string>;
  readonly #instants = new Map<string, number>();
  readonly #fields: [string, (row: readonly string[]) => unknown, boolean][];
  readonly #source: string;

  /**
   * @param header - the file's first row
   * @param limits - what the columns of the fields take
   * @throws InputError if a column that the mapping reads is not there, or a field is unknown
   */
  constructor(
    mapping: Mapping,
    private readonly type: RegisteredType,
    source: string,
    readonly header: readonly string[],
    private readonly limits: ReadonlyMap<string, ColumnLimit> = new Map(),
  ) {
    this.#mapping = mapping;
    this.#source = source;
    this.#missing = new Set(mapping.missing);
    this.#index = indexColumns(mapping, header);
    const absent = [...columnsOf(mapping)].filter(c => !this.#index.has(c));
    if (absent.length > 0) {
      throw new InputError(
        `The file has no column ${absent.join(', ')}; its header is ${header
          .join(', ')
          .slice(0, LONGEST_HEADER_SAID)}`,
      );
    }
    this.#fields = Object.entries(mapping.fields).map(([key, value]) => {
      if (!type.fields.has(key)) {
        throw new InputError(
          `fields.${key}: the type ${type.type} has no such field`,
        );
      }
      return [key, this.#reader(key, value), 'once' in value && value.once];
    });
    for (const status of Object.values(mapping.status.values)) {
      if (status !== null && !type.lifecycle.states[status]) {
        throw new InputError(
          `status.values: the type ${type.type} has no status ${status}`,
        );
      }
    }
  }

  /**
   * The event that a row states.
   *
   * @throws InputError with the reason, if the row cannot be read
   */
  map(row: readonly string[]): ObservedEvent {
    if (row.length !== this.header.length) {
      throw new InputError(
        `has ${row.length} columns where the header has ${this.header.length}`,
      );
    }
    const m = this.#mapping;
    const values: RecordValues = {};
    const initial: RecordValues = {};
    for (const [key, read, once] of this.#fields) {
      const value = storedValue(this.type.fields.get(key)!, read(row));
      (once ? initial : values)[key] = value;
    }
    const stated = { ...initial, ...values };
    requireCurrencies(this.type.fields, stated);
    for (const [key] of this.#fields)
      requireFits(key, stated[key], this.limits.get(key));
    const event = {
      externalId: this.#required(m.externalId, row),
      hash: this.#hash(row),
      at: this.#instant(m.at, this.#required(m.at, row)),
      order: m.order ? asNumber(m.order, this.#column(m.order)(row) ?? '0') : 0,
      actorRef: this.#template(m.actor)(row) ?? `user:${this.#source}/unknown`,
      creatorRef:
        this.#template(m.creator)(row) ?? `user:${this.#source}/unknown`,
      createdAt: this.#instant(m.createdAt, this.#required(m.createdAt, row)),
      status: this.#status(row),
      values,
      initial,
    };
    if ((initial.title ?? values.title) === undefined) {
      throw new InputError('title: the row gives none');
    }
    requireFits(m.externalId, event.externalId, {
      longest: LONGEST_EXTERNAL_ID,
    });
    for (const ref of [event.actorRef, event.creatorRef])
      requireFits('actor', ref, { longest: LONGEST_REF });
    return event;
  }

  /** 128 bits of SHA-256 over source and row, in the form of a UUID. */
  #hash(row: readonly string[]): string {
    const hex = createHash('sha256')
      .update([this.#source, ...row].join('\u001f'))
      .digest('hex');
    return [8, 12, 16, 20, 32]
      .map((end, i) => hex.slice([0, 8, 12, 16, 20][i], end))
      .join('-');
  }

  #status(row: readonly string[]): string | undefined {
    const { column, values } = this.#mapping.status;
    const text = this.#required(column, row);
    if (!Object.hasOwn(values, text)) {
      throw new InputError(
        `${column}: ${quoted(text)} is no status that the mapping knows`,
      );
    }
    return values[text] ?? undefined;
  }

  #column(name: string): Read {
    const index = this.#index.get(name)!;
    return row => {
      const text = row[index].trim();
      return this.#missing.has(text) ? undefined : text;
    };
  }

  #required(column: string, row: readonly string[]): string {
    const value = this.#column(column)(row);
    if (value === undefined) throw new InputError(`${column}: is missing`);
    return value;
  }

  #template(template: string): Read {
    const isRef = /^(user|group|component|resource|system|api):/.test(template);
    const parts = template.split(/\{(\w+)\}/);
    return row => {
      let text = parts[0];
      for (let i = 1; i < parts.length; i += 2) {
        const value = this.#column(parts[i])(row);
        if (value === undefined) return undefined;
        text += (isRef ? asName(value) : value) + parts[i + 1];
      }
      return isRef ? text.toLocaleLowerCase('en-US') : text;
    };
  }

  #reader(
    key: string,
    value: MappedValue,
  ): (row: readonly string[]) => unknown {
    if ('template' in value) {
      const template = this.#template(value.template);
      if (value.otherwise === undefined) return template;
      const otherwise = this.#template(value.otherwise);
      return row => template(row) ?? otherwise(row);
    }
    const read = this.#column(value.column);
    if ('values' in value) {
      const { column, values, otherwise } = value;
      return row => {
        const text = read(row);
        if (text === undefined) return undefined;
        if (Object.hasOwn(values, text)) return values[text] ?? undefined;
        if (otherwise !== undefined) return otherwise ?? undefined;
        throw new InputError(
          `${column}: ${quoted(
            text,
          )} is not in the mapping's table for ${key}; it knows ${listed(
            Object.keys(values),
          )}`,
        );
      };
    }
    if (value.as === 'text') return read;
    return row => {
      const text = read(row);
      if (text === undefined) return undefined;
      if (value.as === 'instant') return this.#instant(value.column, text);
      if (value.as === 'boolean') return asBoolean(key, text);
      return asNumber(value.column, text);
    };
  }

  #instant(column: string, text: string): number {
    const kept = this.#instants.get(text);
    if (kept !== undefined) return kept;
    const { format, zone } = this.#mapping.instants;
    const parsed =
      format === 'iso'
        ? DateTime.fromISO(text, { zone })
        : DateTime.fromFormat(text, format, { zone });
    if (!parsed.isValid || parsed.year < 1 || parsed.year > LAST_YEAR) {
      throw new InputError(
        `${column}: ${quoted(text)} is no time in the form ${format}`,
      );
    }
    if (this.#instants.size >= MOST_INSTANTS) this.#instants.clear();
    this.#instants.set(text, parsed.toMillis());
    return parsed.toMillis();
  }
}

function indexColumns(
  mapping: Mapping,
  header: readonly string[],
): Map<string, number> {
  const index = new Map<string, number>();
  const met = new Map<string, number>();
  header.forEach((raw, position) => {
    const name = raw.trim();
    const times = met.get(name) ?? 0;
    met.set(name, times + 1);
    const repeated = mapping.repeated[name]?.[times];
    const used = repeated ?? mapping.rename[name] ?? name;
    if (!index.has(used)) index.set(used, position);
  });
  return index;
}

/** A text as the name part of a reference. */
function asName(text: string): string {
  return text
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 200);
}

/** Exports write "2" or "2 - Medium"; the leading number counts. */
function asNumber(column: string, text: string): number {
  const match = /^-?\d+(?:\.\d+)?/.exec(text);
  if (!match) throw new InputError(`${column}: ${quoted(text)} is no number`);
  return Number(match[0]);
}

function asBoolean(column: string, text: string): boolean {
  if (/^(true|yes|1)$/i.test(text)) return true;
  if (/^(false|no|0)$/i.test(text)) return false;
  throw new InputError(`${column}: ${quoted(text)} is neither true nor false`);
}
