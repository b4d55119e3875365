import { InputError, NotAllowedError } from '@backstage/errors';
import type {
  Absence,
  MyAbsence,
  NewAbsence,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Caller,
  type CatalogReader,
  type Clock,
} from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { AbsenceStore, StoredAbsence } from './AbsenceStore';

const present = (absence: StoredAbsence): Absence => ({
  principalRef: absence.principalRef,
  from: toIso(absence.from)!,
  to: toIso(absence.to)!,
  delegateRef: absence.delegateRef,
});

/** One's own absence, or the role admin. @throws NotAllowedError, InputError for services */
function guardOwn(caller: Caller, ref: string): void {
  if (caller.kind !== 'user' && ref === caller.ref)
    throw new InputError('People are away; sign in as one');
  if (ref === caller.ref || hasRole(caller, 'admin')) return;
  throw new NotAllowedError(
    'Everybody says when they are away themselves; for others it takes the role "admin"',
  );
}

/** When people are away, and who decides in their place. Everybody says it of themselves. */
export class Absences {
  constructor(
    private readonly deps: {
      store: AbsenceStore;
      catalog: CatalogReader;
      clock: Clock;
      requireEntity: (
        caller: Caller,
        ref: string,
        field: string,
      ) => Promise<string>;
    },
  ) {}

  /** Somebody's absence, unless it is over. */
  async of(caller: Caller, ref: string): Promise<{ absence?: Absence }> {
    guardOwn(caller, ref);
    const { store, clock } = this.deps;
    const absence = await store.of(ref);
    if (!absence || absence.to <= clock.now()) return {};
    return { absence: present(absence) };
  }

  async mine(caller: Caller): Promise<MyAbsence> {
    const { store, catalog, clock } = this.deps;
    const { absence } = await this.of(caller, caller.ref);
    const others = await store.standsInFor(caller.ref, clock.now());
    return {
      absence,
      standsInFor: others.map(present),
      refs: await catalog.describe([
        absence?.delegateRef,
        ...others.map(o => o.principalRef),
      ]),
    };
  }

  /** @throws InputError for a time that is over, or a delegate that cannot be */
  async put(caller: Caller, ref: string, absence: NewAbsence): Promise<void> {
    guardOwn(caller, ref);
    const { store, clock } = this.deps;
    const to = Date.parse(absence.to);
    if (to <= clock.now())
      throw new InputError('to: is over already; give an end that is to come');
    if (absence.delegateRef === ref)
      throw new InputError(
        'delegateRef: must be somebody else; nobody stands in for themselves',
      );
    const delegateRef =
      absence.delegateRef &&
      (await this.deps.requireEntity(
        caller,
        absence.delegateRef,
        'delegateRef',
      ));
    await store.put({
      principalRef: ref,
      from: Date.parse(absence.from),
      to,
      delegateRef,
    });
  }

  async remove(caller: Caller, ref: string): Promise<void> {
    guardOwn(caller, ref);
    await this.deps.store.remove(ref);
  }
}
