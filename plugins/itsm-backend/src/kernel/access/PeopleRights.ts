import {
  erasedIdOf,
  kindOf,
  type Participant,
} from '@callboard/plugin-itsm-common';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  hasRole,
  type Caller,
  type CatalogReader,
  type PeopleAsCallers,
  type Role,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Members } from '../news/Members';
import type { RegisteredType } from '../RecordTypes';
import type { Callers } from './Callers';
import type { KnownDecision, KnownDecisions } from './KnownDecisions';
import { matchesScope } from './matchesScope';
import { CATALOG_READ } from './PermissionAuthorizer';
import { seesInternal, standingOf } from './standing';

/** A record with all that says who may see it. */
export interface RightsSubject {
  record: StoredRecord;
  type: RegisteredType;
  participants: readonly Participant[];
}

/**
 * What somebody who is not asking may know of a record:
 *
 * - `internal` and `requester`: they may read it; what is internal only with the first.
 * - `existence`: nobody knows what they may read, but they take part themselves, so they may
 *   learn that there is something for them to look at.
 * - `nothing`.
 */
export type Reading = 'internal' | 'requester' | 'existence' | 'nothing';

/**
 * The rights of people who are not asking: the kernel's invariants, and of the permission
 * framework what it last said when they did ask (ADR 7). Whoever left the catalog or was
 * erased has none.
 */
export class PeopleRights implements PeopleAsCallers {
  constructor(
    private readonly deps: {
      known: KnownDecisions;
      catalog: CatalogReader;
      callers: Callers;
      members: Pick<Members, 'of'>;
    },
  ) {}

  /** What a user may know of a record, as far as is known now. */
  async reading(ref: string, subject: RightsSubject): Promise<Reading> {
    return (await this.readings([ref], subject)).get(ref)!;
  }

  /** What each of several users may know of a record. Two statements, three if a group approves it. */
  async readings(
    refs: readonly string[],
    subject: RightsSubject,
  ): Promise<Map<string, Reading>> {
    const { known, catalog } = this.deps;
    const [gone, decisions] = await Promise.all([
      catalog.gone(refs),
      known.of(refs, subject.type.permissions.read.name),
    ]);
    const unknown = refs.filter(ref => !decisions.has(ref));
    const asked = await this.#askedThrough(unknown, subject);
    return new Map(
      refs.map(ref => [
        ref,
        gone.has(ref) || erasedIdOf(ref) !== undefined
          ? 'nothing'
          : this.#reading(
              ref,
              subject,
              decisions.get(ref),
              asked.get(ref) ?? [],
            ),
      ]),
    );
  }

  /**
   * The groups through which people are asked to approve a record, by the copy of the catalog: of whom
   * it is not known what they may read, they must hear that they are asked.
   */
  async #askedThrough(
    refs: readonly string[],
    { participants }: RightsSubject,
  ): Promise<Map<string, string[]>> {
    const groups = participants
      .filter(p => p.role === 'approver' && kindOf(p.principalRef) === 'group')
      .map(p => p.principalRef);
    const through = new Map<string, string[]>();
    if (groups.length === 0 || refs.length === 0) return through;
    const members = await this.deps.members.of(groups);
    for (const ref of refs)
      through.set(
        ref,
        groups.filter(group => members.get(group)?.includes(ref)),
      );
    return through;
  }

  async asCaller(
    ref: string,
    permission: Permission,
  ): Promise<Caller | 'left' | 'unknown'> {
    const { catalog, known } = this.deps;
    const [gone, decisions, ofCatalog] = await Promise.all([
      catalog.gone([ref]),
      known.of([ref], permission.name),
      known.of([ref], CATALOG_READ.name),
    ]);
    if (gone.has(ref) || erasedIdOf(ref) !== undefined) return 'left';
    const decision = decisions.get(ref);
    if (!decision) return 'unknown';
    return {
      ...this.#caller(ref, decision),
      scopes: new Map([[permission.name, decision.scope]]),
      readsWholeCatalog: ofCatalog.get(ref)?.scope === 'all',
    };
  }

  /** Groups as they were when they last came by; their roles as they are configured now. */
  #caller(ref: string, decision: KnownDecision | undefined): Caller {
    const ownership = decision?.ownership ?? [ref];
    const roles = decision
      ? this.deps.callers.rolesOf(ownership)
      : new Set<Role>();
    return { kind: 'user', ref, ownership, roles };
  }

  #reading(
    ref: string,
    subject: RightsSubject,
    decision: KnownDecision | undefined,
    askedThrough: readonly string[],
  ): Reading {
    const { record, participants } = subject;
    const known = this.#caller(ref, decision);
    const ownership = [...known.ownership, ...askedThrough];
    const caller = { ...known, ownership };
    const mine = participants.filter(p => ownership.includes(p.principalRef));
    const invited = mine.some(p => p.canRead);
    if (
      record.visibility === 'restricted' &&
      !invited &&
      !hasRole(caller, 'restrictedReader')
    )
      return 'nothing';
    if (!decision) return this.#takesPart(caller, subject);
    const readers = participants.filter(p => p.canRead);
    const resource = {
      ...record,
      participant: readers.map(p => p.principalRef),
    };
    if (!matchesScope(resource, decision.scope)) return 'nothing';
    const collaborator = mine.some(p => p.role === 'collaborator');
    const standing = standingOf(caller, record, collaborator);
    return seesInternal(standing) ? 'internal' : 'requester';
  }

  /** Watching is no part: whoever watches chose to, and could see the record then. */
  #takesPart(
    { ownership }: Caller,
    { record, participants }: RightsSubject,
  ): Reading {
    const named = [
      record.requesterRef,
      record.requestedForRef,
      record.assigneeRef,
      ...participants
        .filter(p => p.role !== 'watcher')
        .map(p => p.principalRef),
    ];
    return named.some(n => n !== undefined && ownership.includes(n))
      ? 'existence'
      : 'nothing';
  }
}
