import {
  matchesFilter,
  readPredicate,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { Caller, ServiceFacts } from '@callboard/plugin-itsm-node';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { RegisteredField } from '../fields/fieldSource';
import { recordFacts } from '../fields/recordFacts';
import type { Subject } from '../deliveries/subjects';
import type { RegisteredType } from '../RecordTypes';

/** What policies call facts of the record's service. */
const SERVICE = /"(service\.[a-z][a-zA-Z0-9]*)":/g;

/** What hangs on a record in tables of its own, or is worked out by practices. */
const NOT_READ = new Set(['linkedRef', 'externalId']);

/** Who a policy is to a predicate: nobody in particular. */
const NOBODY: Caller = {
  kind: 'service',
  ref: 'service:default/approvals',
  ownership: ['service:default/approvals'],
  roles: new Set(),
};

/** Predicates of policies, over fields of records and what is known of their services. */
export class PolicyPredicates {
  constructor(private readonly registry: FieldRegistry) {}

  #fields(types: readonly RegisteredType[]): Map<string, RegisteredField> {
    const all = this.registry.fieldsOf(types);
    return new Map(
      [...all].filter(
        ([key, { source }]) =>
          source.from !== 'contributed' && !NOT_READ.has(key),
      ),
    );
  }

  #read(
    predicate: unknown,
    fields: ReadonlyMap<string, RegisteredField>,
    now: number,
  ) {
    const definitions = new Map<string, FieldDefinition>(
      [...fields].map(([key, f]) => [key, f.definition]),
    );
    // Which facts there are, practices say when they are asked: every word can be one.
    for (const [, key] of JSON.stringify(predicate).matchAll(SERVICE))
      definitions.set(key, { key, column: '', label: key, type: 'string' });
    const context = { now, me: NOBODY.ref, mine: NOBODY.ownership };
    return readPredicate(predicate, definitions, context, 'when');
  }

  /** @throws InputError that names the path of the fault */
  check(
    predicate: unknown,
    types: readonly RegisteredType[],
    now: number,
  ): void {
    // Each for itself: what only one type has, only its records are asked for.
    for (const type of types) this.#read(predicate, this.#fields([type]), now);
  }

  /** Whether a record meets a predicate; not if its fields are not known any more. */
  matches(
    predicate: unknown,
    subject: Subject,
    service: ServiceFacts,
    now: number,
  ): boolean {
    const fields = this.#fields([subject.type]);
    const having = (role: string) =>
      subject.participants
        .filter(p => p.role === role)
        .map(p => p.principalRef);
    const facts = recordFacts(
      fields,
      subject.record,
      { watcher: having('watcher'), collaborator: having('collaborator') },
      { caller: NOBODY, works: true, now },
    );
    for (const [key, value] of Object.entries(service))
      facts[`service.${key}`] = String(value);
    try {
      return matchesFilter(this.#read(predicate, fields, now), facts);
    } catch (error) {
      if ((error as Error).name === 'InputError') return false;
      throw error;
    }
  }
}
