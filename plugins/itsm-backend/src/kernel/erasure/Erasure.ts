import type { AuthService } from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  erasedIdOf,
  erasedRef,
  kindOf,
  type ErasureLevel,
  type ErasureResult,
} from '@callboard/plugin-itsm-common';
import {
  namesOfEntities,
  type Caller,
  type Clock,
  type DueWork,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { KnownDecisions } from '../access/KnownDecisions';
import { removeUploadsOf } from '../attachments/AttachmentStore';
import type { CatalogStore } from '../catalog/CatalogStore';
import type { IdempotencyStore } from '../idempotency/IdempotencyStore';
import { appendJournal } from '../journal/appendJournal';
import { seal } from '../journal/entries';
import type { PrincipalId, PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes } from '../RecordTypes';
import { refreshWords } from '../search/refreshWords';
import { wordColumns } from './columns';
import { emptyOwnWords } from './emptyOwnWords';
import { emptyTexts } from './emptyTexts';
import { forgetPerson } from './forgetPerson';
import { countInJournal, sweepNames } from './sweepNames';
import { takeNames, type ErasedName } from './takeName';

/** What entries about erasures are about. */
export const ERASURE_SUBJECT = 'erasure';

/** Who is erased, and how far. */
export interface WhomToErase {
  ref: string;
  level: ErasureLevel;
}

interface Person extends ErasedName, PrincipalId {}

/**
 * Erases people (ADR 10). One transaction: what was theirs is deleted, their references become
 * `user:erased/<id>` wherever they stand, their row of `principals` loses reference and salt, and
 * the journal says that somebody was erased, not who. Texts go too if that is asked for. It is no
 * change of a record: versions stay, and the journal of each goes on to verify.
 *
 * A look beforehand is the same work, taken back at its end, so that it cannot say anything else.
 */
export class Erasure {
  constructor(
    private readonly deps: {
      knex: Knex;
      clock: Clock;
      types: RecordTypes;
      principals: PrincipalStore;
      known: KnownDecisions;
      idempotency: { store: IdempotencyStore };
      due: DueWork;
      /** The copy, and what it is a copy of. */
      copy: CatalogStore;
      catalog: CatalogService;
      auth: AuthService;
      /** PostgreSQL's text search configuration. */
      language: string;
    },
  ) {}

  /** What erasing somebody would do. Nothing is changed. */
  async preview(caller: Caller, whom: WhomToErase): Promise<ErasureResult> {
    const inCatalog = await this.#inCatalog(whom.ref);
    const tx = await this.deps.knex.transaction();
    try {
      return { ...(await this.#work(tx, caller, whom)).result, inCatalog };
    } finally {
      await tx.rollback();
    }
  }

  /**
   * Erases somebody. Again, it erases what came since.
   *
   * @throws ConflictError while the catalog has the person, unless it is forced
   */
  async erase(
    caller: Caller,
    whom: WhomToErase & { force: boolean },
  ): Promise<ErasureResult> {
    const { knex, principals } = this.deps;
    const inCatalog = await this.#inCatalog(whom.ref);
    if (inCatalog && !whom.force) {
      throw new ConflictError(
        'The catalog still has this person; remove them where it takes people from, or say "force": they are somebody new when they come back',
      );
    }
    const { result, people } = await knex.transaction(async tx => {
      const done = await this.#work(tx, caller, whom);
      await this.#journal(tx, caller, whom.level, done);
      return done;
    });
    principals.forget(people.map(p => p.ref));
    return { ...result, inCatalog };
  }

  /** Asks the catalog itself: the copy is as old as its last read. */
  async #inCatalog(ref: string): Promise<boolean> {
    if (erasedIdOf(ref) !== undefined) return false;
    const { copy, catalog, auth } = this.deps;
    const current = (await copy.find(ref))?.ref ?? ref;
    try {
      const credentials = await auth.getOwnServiceCredentials();
      return Boolean(await catalog.getEntityByRef(current, { credentials }));
    } catch {
      throw new ServiceUnavailableError(
        'The catalog does not say whether it still has this person; nothing was changed. Try again later.',
      );
    }
  }

  /**
   * Somebody under all names that the catalog had for them, by whichever of those they are asked for. A name
   * that somebody else has now is that person's, with all that stands under it: they are not erased along.
   */
  async #people(tx: Knex.Transaction, ref: string): Promise<Person[]> {
    const named = [...(await namesOfEntities(tx, [ref])).keys()].filter(
      name => name === ref || kindOf(name) === 'user',
    );
    const ids = await this.deps.principals.ids(named, tx);
    return named.map(name => {
      const { id, hash } = ids.get(name)!;
      return { ref: name, as: erasedRef(id), id, hash };
    });
  }

  async #work(tx: Knex.Transaction, caller: Caller, whom: WhomToErase) {
    const { principals, known, idempotency, due, clock, types } = this.deps;
    const now = clock.now();
    // Before anything goes: who erases may be who is erased.
    const actor = (await principals.ids([caller.ref], tx)).get(caller.ref)!;
    const people = await this.#people(tx, whom.ref);
    const refs = people.map(p => p.ref);
    const ids = people.map(p => p.id);
    const tables = await wordColumns(tx);

    const words =
      whom.level === 'identity-and-texts'
        ? await emptyTexts(tx, types.all(), tables, ids)
        : { emptied: 0, subjectIds: [] };
    const rows = await forgetPerson(tx, due, refs, now);
    if (whom.level === 'identity-and-texts') {
      rows.set('attachments', await removeUploadsOf(tx, ids, now));
      for (const [table, n] of await emptyOwnWords(tx, tables, refs))
        rows.set(table, (rows.get(table) ?? 0) + n);
    }
    rows.set('known_decisions', await known.forget(tx, refs));
    const { needles } = takeNames(people);
    const told = new Set(words.subjectIds);
    const tells = (kept: string) => {
      const small = kept.toLocaleLowerCase('en-US');
      return (
        needles.some(needle => small.includes(needle)) ||
        [...told].some(id => kept.includes(id))
      );
    };
    const answers =
      (await idempotency.store.forget(refs, tx)) +
      (await idempotency.store.forgetWhat(tx, tells));
    rows.set('idempotency_keys', answers);
    // Under the name they have since already, there is nothing to take away.
    const named = people.filter(p => p.ref !== p.as);
    const swept = await sweepNames(tx, tables, named);
    for (const [table, n] of swept.rows)
      rows.set(table, (rows.get(table) ?? 0) + n);
    const records = await tx('records')
      .whereIn('id', [...new Set([...words.subjectIds, ...swept.recordIds])])
      .pluck('id');
    await refreshWords(tx, types.all(), records, this.deps.language);
    await principals.erase(tx, ids, now);
    const result: Omit<ErasureResult, 'inCatalog'> = {
      level: whom.level,
      erasedAs: people[0].as,
      rows: Object.fromEntries([...rows].filter(([, n]) => n > 0)),
      emptiedTexts: words.emptied,
      redactedTexts: swept.redactedTexts,
      leftInJournal: await countInJournal(tx, named),
    };
    return { result, people, actor };
  }

  async #journal(
    tx: Knex.Transaction,
    caller: Caller,
    level: ErasureLevel,
    done: {
      result: Omit<ErasureResult, 'inCatalog'>;
      people: readonly Person[];
      actor: PrincipalId;
    },
  ): Promise<void> {
    const now = this.deps.clock.now();
    const { rows, emptiedTexts, redactedTexts } = done.result;
    const entry = seal(
      {
        subjectType: ERASURE_SUBJECT,
        subjectId: uuidv7({ msecs: now }),
        kind: 'person.erased',
        actor: done.actor,
        audience: 'internal',
        mode: 'enforce',
        commandId: caller.commandId ?? uuidv7(),
        at: now,
        recordedAt: now,
        payload: {
          level,
          people: done.people.map(p => ({ principal: p.id, hash: p.hash })),
          rows,
          emptiedTexts,
          redactedTexts,
        },
      },
      undefined,
    );
    await appendJournal(tx, [entry]);
  }
}
