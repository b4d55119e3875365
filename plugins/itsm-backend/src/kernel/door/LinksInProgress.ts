import { NotAllowedError } from '@backstage/errors';
import type { LinkKind, Standing } from '@callboard/plugin-itsm-common';
import type { RecordChange, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import type { LoadedRecord } from '../records/RecordStore';
import { mayEdit } from './guard';
import { guardHierarchy } from './hierarchy';
import {
  deleteEntityLinks,
  freshEntityLinks,
  guardTarget,
  insertEntityLinks,
  insertLink,
  kindOfLink,
  knownEntityLinks,
  newLink,
  removeLink,
  type EntityLink,
  type LinkPayload,
  type LinkWritten,
} from './links';

/** What the journal is to say of a link, from both ends where both are records. */
export interface LinkEntry {
  kind: 'link.added' | 'link.removed';
  here: LinkPayload;
  there?: LinkPayload;
}

/** The links of one record on their way through the door. */
export class LinksInProgress {
  #link?: LinkWritten;
  #unlinked?: LinkKind;
  #added: readonly EntityLink[] = [];
  #removed: readonly EntityLink[] = [];

  constructor(
    private readonly types: RecordTypes,
    private readonly tx: Knex.Transaction,
    private readonly change: RecordChange,
    private readonly now: number,
  ) {}

  /**
   * Works out which links to entities really come and go. Naming one that is there already, or one
   * that is not, is no fault: the change says what is to be.
   *
   * @param before - absent when the record is created
   * @throws NotAllowedError for whoever may not edit the record
   * @throws InputError for kinds that lead to records only
   */
  async plan(
    type: RegisteredType,
    before: StoredRecord | undefined,
    standing: ReadonlySet<Standing>,
  ): Promise<void> {
    const { entityLinks = [], entityUnlinks = [], unlink } = this.change;
    for (const kind of new Set(entityLinks.map(l => l.kind)))
      guardTarget(this.types, kind, undefined);
    if (!before) {
      this.#added = freshEntityLinks(entityLinks, []);
      return;
    }
    if (unlink)
      this.#unlinked = await kindOfLink(this.tx, before.id, unlink.linkId);
    if (entityLinks.length + entityUnlinks.length === 0) return;
    if (!mayEdit(type, before, standing)) {
      throw new NotAllowedError(
        `Only those who work on ${before.number} may change its links`,
      );
    }
    const known = await knownEntityLinks(this.tx, before.id, [
      ...entityLinks,
      ...entityUnlinks,
    ]);
    this.#added = freshEntityLinks(entityLinks, known);
    // What is to be there as well as gone stays.
    const gone = freshEntityLinks(entityUnlinks, entityLinks);
    this.#removed = freshEntityLinks(known, freshEntityLinks(known, gone));
  }

  /** The kinds of links that come or go. */
  get kinds(): ReadonlySet<LinkKind> {
    const one = this.change.link?.kind ?? this.#unlinked;
    return new Set<LinkKind>([
      ...[...this.#added, ...this.#removed].map(l => l.kind),
      ...(one ? [one] : []),
    ]);
  }

  /** The link that was added or removed by itself. */
  get link(): LinkWritten | undefined {
    return this.#link;
  }

  /** Adds or removes the one link that the change names by itself. */
  async writeLink(
    after: StoredRecord,
    target: LoadedRecord | undefined,
  ): Promise<void> {
    const { link, unlink } = this.change;
    if (link) {
      if (target)
        await guardHierarchy(this.tx, link.kind, after, target.record);
      this.#link = newLink(after, link, target, this.now);
      guardTarget(this.types, link.kind, target?.record);
      // A new record is not there yet to be linked.
      if (!this.change.create)
        await insertLink(this.tx, after.id, this.#link, this.now);
    } else if (unlink) {
      this.#link = await removeLink(this.tx, after, unlink.linkId);
    }
  }

  /** What the journal is to say. */
  entries(): LinkEntry[] {
    const told: LinkEntry[] = [];
    if (this.#link) {
      const { here, there } = this.#link;
      const kind = this.change.link ? 'link.added' : 'link.removed';
      told.push({ kind, here, there });
    }
    for (const link of this.#removed)
      told.push({ kind: 'link.removed', here: { ...link } });
    for (const link of this.#added)
      told.push({ kind: 'link.added', here: { ...link } });
    return told;
  }

  /** Writes the links of a new record, and those to entities, once the record is there. */
  async write(recordId: string): Promise<void> {
    if (this.change.create && this.#link)
      await insertLink(this.tx, recordId, this.#link, this.now);
    await deleteEntityLinks(this.tx, recordId, this.#removed);
    await insertEntityLinks(this.tx, recordId, this.#added, this.now);
  }
}
