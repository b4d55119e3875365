import { InputError } from '@backstage/errors';
import {
  BUILT_IN_FIELDS,
  matchesFilter,
  readPredicate,
  type AgreementBody,
  type Facts,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { RegisteredRecordType } from '@callboard/plugin-itsm-node';

/** What the journal says of a record, so that a clock can be told from it alone. */
const KEPT = new Set(['type', 'status', 'statusCategory', 'createdAt']);
/** Facts of a service are asked for by this and their name, e.g. `service.tier`. */
const SERVICE = 'service.';

/** A condition, ready to be asked. */
export type Condition = (facts: Facts) => boolean;

/** A condition of an agreement and where it stands. */
export interface StatedPredicate {
  path: (string | number)[];
  predicate: unknown;
}

/** All conditions of an agreement. */
export function predicatesOf(body: AgreementBody): StatedPredicate[] {
  const stated: StatedPredicate[] = [];
  const add = (path: (string | number)[], predicate: unknown) => {
    if (predicate !== undefined) stated.push({ path, predicate });
  };
  add(['scope'], body.scope);
  body.targets.forEach((target, i) => {
    add(['targets', i, 'pauseWhen'], target.pauseWhen);
    add(['targets', i, 'stopWhen'], target.stopWhen);
    target.goals.forEach((goal, k) =>
      add(['targets', i, 'goals', k, 'when'], goal.when),
    );
  });
  return stated;
}

/**
 * The fields that conditions of agreements may ask about: what the journal says of a record in plain
 * words, and facts of its service. Not what is about people or free text, which the journal keeps
 * apart, and nothing that passes by itself: a clock is told from what happened.
 */
export class FactFields {
  constructor(
    private readonly recordTypes: () => readonly RegisteredRecordType[],
  ) {}

  types(): string[] {
    return this.recordTypes().map(type => type.type);
  }

  hasType(type: string): boolean {
    return this.types().includes(type);
  }

  /** The state in which records of a type are filed. */
  initialOf(type: string): string | undefined {
    return this.recordTypes().find(known => known.type === type)?.lifecycle
      .initial;
  }

  /** @throws InputError that names the path of the fault */
  read(predicate: unknown, types: readonly string[]): Condition {
    const words = JSON.stringify(predicate) ?? '';
    const passing = /"(now[^"]*|me|mine)"/.exec(words);
    if (passing) {
      throw new InputError(
        `must not ask for "${passing[1]}": a clock is told from what happened, whoever looks and whenever`,
      );
    }
    const filter = readPredicate(
      predicate,
      this.#fields(types, words),
      { now: 0, me: '', mine: [] },
      'condition',
    );
    return facts => matchesFilter(filter, facts);
  }

  #fields(
    types: readonly string[],
    words: string,
  ): Map<string, FieldDefinition> {
    const own = this.recordTypes()
      .filter(({ type }) => types.includes(type))
      .flatMap(({ fields }) => [...fields.values()]);
    const kept = BUILT_IN_FIELDS.filter(field => KEPT.has(field.key));
    const all = [...kept, ...own].filter(
      ({ type, multiple }) => !multiple && type !== 'user' && type !== 'text',
    );
    const fields = new Map(all.map(field => [field.key, field]));
    // Which facts there are of services, each practice and each class says for itself.
    for (const [, key] of words.matchAll(/"(service\.[a-z0-9-]{1,60})"/g)) {
      fields.set(key, {
        key,
        column: '',
        label: key.slice(SERVICE.length),
        type: 'string',
      });
    }
    return fields;
  }
}
