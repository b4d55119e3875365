import type {
  OfferedReply,
  OfferedTemplate,
  RecordTemplate,
  ReplyTemplate,
} from '@callboard/plugin-itsm-common';
import { InputError } from '@backstage/errors';
import {
  hasRole,
  type Authorizer,
  type Caller,
  type CatalogAccess,
  type CatalogReader,
  type Clock,
  type Definitions,
  type RecordChange,
} from '@callboard/plugin-itsm-node';
import { standingOf } from '../access/standing';
import type { AuthorizedRecords } from '../records/AuthorizedRecords';
import type { LoadedRecord } from '../records/RecordStore';
import type { RecordTypes } from '../RecordTypes';
import { expandTemplate } from './expandTemplate';
import { refsNamed } from './namedRefs';
import { fillPlaceholders } from './kinds/placeholders';

const TEMPLATE = 'record-template';
const REPLY = 'reply-template';

/** Whether somebody is offered what is meant for groups. */
function isFor(caller: Caller, groups: readonly string[]): boolean {
  return (
    groups.length === 0 ||
    hasRole(caller, 'admin') ||
    groups.some(group => caller.ownership.includes(group))
  );
}

/** Templates and canned replies, to those who are about to use them. */
export class Offers {
  constructor(
    private readonly deps: {
      definitions: Definitions;
      types: RecordTypes;
      catalog: CatalogReader;
      catalogAccess: CatalogAccess;
      authorizer: Authorizer;
      clock: Clock;
      resolveEntity: (
        caller: Caller,
        ref: string,
        field: string,
      ) => Promise<string>;
    },
  ) {}

  /** Record templates of a type, for those who may file one. */
  async templates(
    caller: Caller,
    typeName: string,
  ): Promise<OfferedTemplate[]> {
    const type = this.deps.types.find(typeName);
    if (!type)
      throw new InputError(`type: there is no record type "${typeName}" here`);
    const { create } = type.permissions;
    const scoped = await this.deps.authorizer.withScopes(caller, [create]);
    if (scoped.scopes && scoped.scopes.get(create.name) !== 'all') return [];
    const all = await this.deps.definitions.list<RecordTemplate>(TEMPLATE);
    const offered = all.filter(
      d => d.body.type === typeName && isFor(caller, d.body.groups),
    );
    const [values, isSeen] = await Promise.all([
      this.#filer(caller),
      this.#seen(
        scoped,
        offered.map(d => d.body.record.values),
      ),
    ]);
    return offered
      .map(({ key, body }) => ({
        key,
        title: body.title,
        type: body.type,
        hint: body.hint,
        record: {
          title:
            body.record.title && fillPlaceholders(body.record.title, values),
          description:
            body.record.description &&
            fillPlaceholders(body.record.description, values),
          values: Object.fromEntries(
            Object.entries(body.record.values).filter(([, v]) => isSeen(v)),
          ),
        },
        tasks: body.tasks.map(t => t.title),
      }))
      .sort((a, b) => a.title.localeCompare(b.title, 'en'));
  }

  /**
   * Canned replies for a record, their placeholders filled. For those who work on it; others get
   * none.
   *
   * @throws NotFoundError
   */
  async replies(
    records: AuthorizedRecords,
    caller: Caller,
    recordId: string,
  ): Promise<OfferedReply[]> {
    const loaded = await records.load(caller, recordId);
    const collaborates = loaded.participants.some(
      p =>
        p.role === 'collaborator' && caller.ownership.includes(p.principalRef),
    );
    const standing = standingOf(caller, loaded.record, collaborates);
    if (!standing.has('worker')) return [];
    const all = await this.deps.definitions.list<ReplyTemplate>(REPLY);
    const { type } = loaded.record;
    const fitting = all.filter(
      ({ body }) =>
        (body.types.length === 0 || body.types.includes(type)) &&
        isFor(caller, body.groups),
    );
    if (fitting.length === 0) return [];
    const values = await this.#answerer(caller, loaded);
    return fitting
      .map(({ key, body }) => ({
        key,
        title: body.title,
        body: fillPlaceholders(body.body, values),
        audience: body.audience,
        types: body.types,
      }))
      .sort((a, b) => a.title.localeCompare(b.title, 'en'));
  }

  /**
   * Puts a template into a change that makes a record: values that the change leaves open, tasks
   * and links. Links and assignees that are not there for the caller (any more) are left out, so
   * that an old template does not keep anybody from filing.
   *
   * @throws InputError if there is no such template for the caller and the type
   */
  async expand(caller: Caller, change: RecordChange): Promise<RecordChange> {
    const found = await this.deps.definitions.find<RecordTemplate>(
      TEMPLATE,
      change.template!,
    );
    if (
      !found ||
      found.body.type !== change.create ||
      !isFor(caller, found.body.groups)
    ) {
      throw new InputError(
        `template: there is no template "${change.template}" for ${change.create}`,
      );
    }
    const { resolveEntity, clock } = this.deps;
    return expandTemplate(change, found.body, {
      now: clock.now(),
      words: await this.#filer(caller),
      has: async (ref, field) => {
        try {
          return ref === caller.ref
            ? ref
            : await resolveEntity(caller, ref, field);
        } catch (error) {
          if (['InputError', 'NotFoundError'].includes((error as Error).name))
            return undefined;
          throw error;
        }
      },
    });
  }

  /** Whether a value is nothing of the catalog that the caller may not see. */
  async #seen(
    caller: Caller,
    values: readonly unknown[],
  ): Promise<(value: unknown) => boolean> {
    const named = [...refsNamed(values)];
    const readable = await this.deps.catalogAccess.readable(caller, named);
    return value => [...refsNamed(value)].every(ref => readable.has(ref));
  }

  async #filer(caller: Caller): Promise<Record<string, string>> {
    const refs = await this.deps.catalog.describe([caller.ref]);
    return {
      me: refs[caller.ref]?.title ?? caller.ref,
      today: new Date(this.deps.clock.now()).toISOString().slice(0, 10),
    };
  }

  async #answerer(
    caller: Caller,
    { record, type }: LoadedRecord,
  ): Promise<Record<string, string>> {
    const askedBy = record.requestedForRef ?? record.requesterRef;
    const { serviceRef, assigneeRef, ownerRef } = record;
    const refs = await this.deps.catalog.describe([
      askedBy,
      serviceRef,
      assigneeRef,
      ownerRef,
      caller.ref,
    ]);
    const name = (ref: string | undefined, otherwise: string) =>
      (ref && refs[ref]?.title) ?? ref ?? otherwise;
    return {
      requester: name(askedBy, 'there'),
      number: record.number,
      title: record.title,
      status: type.lifecycle.states[record.status]?.label ?? record.status,
      service: name(serviceRef, 'the service'),
      assignee: name(assigneeRef, 'nobody yet'),
      owner: name(ownerRef, 'no group yet'),
      me: name(caller.ref, caller.ref),
    };
  }
}
