import {
  matchesFilter,
  readPredicate,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { Caller, Clock } from '@callboard/plugin-itsm-node';
import type { Subject } from '../deliveries/subjects';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { RegisteredField } from '../fields/fieldSource';
import { recordFacts } from '../fields/recordFacts';
import type { RecordTypes, RegisteredType } from '../RecordTypes';

/** Who a receiver is to a predicate: nobody in particular. */
const NOBODY: Caller = {
  kind: 'service',
  ref: 'service:default/webhook',
  ownership: ['service:default/webhook'],
  roles: new Set(),
};

/** What hangs on a record in tables that are not read for every entry of the journal. */
const NOT_READ = new Set(['linkedRef', 'externalId']);

/** Predicates of receivers, over the fields of the registry. */
export class RecordPredicates {
  constructor(
    private readonly deps: {
      fields: FieldRegistry;
      types: RecordTypes;
      clock: Clock;
      /** Takes up the definitions of custom fields as they hold now. */
      refresh: () => Promise<void>;
    },
  ) {}

  /** Takes up new custom fields. Not inside a transaction: it may need a connection. */
  refresh(): Promise<void> {
    return this.deps.refresh();
  }

  #fieldsOf(
    types: readonly RegisteredType[],
    internal: boolean,
  ): Map<string, RegisteredField> {
    const all = this.deps.fields.fieldsOf(types);
    return new Map(
      [...all].filter(
        ([key, { definition }]) =>
          !NOT_READ.has(key) &&
          (internal || definition.audience !== 'internal'),
      ),
    );
  }

  #read(predicate: unknown, fields: ReadonlyMap<string, RegisteredField>) {
    const definitions = new Map<string, FieldDefinition>(
      [...fields].map(([key, f]) => [key, f.definition]),
    );
    const context = {
      now: this.deps.clock.now(),
      me: NOBODY.ref,
      mine: NOBODY.ownership,
    };
    return readPredicate(predicate, definitions, context, 'predicate');
  }

  /**
   * Checks a predicate for the record types it will be asked of.
   *
   * @param types - empty for all
   * @throws InputError that names the path of the fault
   */
  check(predicate: unknown, types: readonly string[], internal: boolean): void {
    const of =
      types.length > 0 ? types : this.deps.types.all().map(t => t.type);
    const registered = of.flatMap(type => this.deps.types.find(type) ?? []);
    this.#read(predicate, this.#fieldsOf(registered, internal));
  }

  /** Whether a record meets a predicate; not if its fields are not known any more. */
  matches(predicate: unknown, subject: Subject, internal: boolean): boolean {
    const fields = this.#fieldsOf([subject.type], internal);
    const having = (role: string) =>
      subject.participants
        .filter(p => p.role === role)
        .map(p => p.principalRef);
    const facts = recordFacts(
      fields,
      subject.record,
      { watcher: having('watcher'), collaborator: having('collaborator') },
      { caller: NOBODY, works: internal, now: this.deps.clock.now() },
    );
    try {
      return matchesFilter(this.#read(predicate, fields), facts);
    } catch (error) {
      if ((error as Error).name === 'InputError') return false;
      throw error;
    }
  }
}
