import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  NewView,
  SavedView,
  ViewList,
  ViewPatch,
  ViewPreferences,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Caller,
  type CatalogReader,
  type Clock,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { toIso } from '../database';
import { oncePerRequest } from '../idempotency/KeyedRequest';
import { sharingOf } from './sharingOf';
import type { StoredView, ViewStore } from './ViewStore';

/** Views of one person at most: a list longer than that is no choice. */
const MOST_VIEWS = 200;

/**
 * Views that people save and share. A view is a question: what it shows is decided when it is
 * asked, by the rights of who asks.
 */
export class SavedViews {
  readonly #knex: Knex;
  readonly #store: ViewStore;
  readonly #catalog: CatalogReader;
  readonly #clock: Clock;

  constructor(deps: {
    knex: Knex;
    store: ViewStore;
    catalog: CatalogReader;
    clock: Clock;
  }) {
    this.#knex = deps.knex;
    this.#store = deps.store;
    this.#catalog = deps.catalog;
    this.#clock = deps.clock;
  }

  /** The caller's own views of a page and those shared with them, in their order. */
  async list(caller: Caller, page: string): Promise<ViewList> {
    const [views, preferences] = await Promise.all([
      this.#store.seenBy(caller.ref, caller.ownership, page),
      this.#store.preferences(caller.ref, page),
    ]);
    const place = (view: StoredView) => {
      const at = preferences.order.indexOf(view.id);
      return at < 0 ? preferences.order.length : at;
    };
    const sorted = [...views].sort((a, b) => place(a) - place(b));
    const items = sorted.map(view =>
      this.#present(caller, view, preferences.defaultViewId),
    );
    const refs = await this.#catalog.describe(
      items.flatMap(v => [v.ownerRef, ...v.groups]),
    );
    return { items, refs };
  }

  /** One view. @throws NotFoundError if it is not there or not shared with the caller */
  async get(caller: Caller, id: string): Promise<SavedView> {
    const view = await this.#load(caller, id);
    const { defaultViewId } = await this.#store.preferences(
      caller.ref,
      view.page,
    );
    return this.#present(caller, view, defaultViewId);
  }

  /** Saves a view. @throws NotAllowedError for sharing with whom the caller may not */
  async create(caller: Caller, wanted: NewView): Promise<SavedView> {
    if ((await this.#store.countOf(caller.ref)) >= MOST_VIEWS) {
      throw new InputError(
        `You have ${MOST_VIEWS} views; delete some that you no longer use`,
      );
    }
    const now = this.#clock.now();
    const view: StoredView = {
      id: uuidv7({ msecs: now }),
      ownerRef: caller.ref,
      page: wanted.page,
      name: wanted.name,
      query: wanted.query,
      ...sharingOf(caller, wanted, []),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    const id = await oncePerRequest<string>(caller, async note => {
      await this.#knex.transaction(async tx => {
        await this.#store.insert(tx, view);
        await note(tx, view.id);
      });
      return view.id;
    });
    return this.get(caller, id);
  }

  /** Changes a view. @throws ConflictError for a stale version */
  async update(
    caller: Caller,
    id: string,
    patch: ViewPatch,
    expectedVersion?: number,
  ): Promise<SavedView> {
    await oncePerRequest<string>(caller, async note => {
      const view = await this.#editable(caller, id);
      if (expectedVersion !== undefined && expectedVersion !== view.version) {
        throw new ConflictError(
          `The view "${view.name}" is at version ${view.version}, not ${expectedVersion}; load it again`,
        );
      }
      const { name = view.name, query = view.query } = patch;
      const shared =
        patch.sharing === undefined && patch.groups === undefined
          ? {}
          : sharingOf(caller, { ...view, ...patch }, view.groups);
      await this.#knex.transaction(async tx => {
        const written = await this.#store.update(tx, {
          ...view,
          name,
          query,
          ...shared,
          version: view.version + 1,
          updatedAt: this.#clock.now(),
        });
        if (!written) {
          throw new ConflictError(
            `The view "${view.name}" was changed at the same moment; load it again`,
          );
        }
        await note(tx, id);
      });
      return id;
    });
    return this.get(caller, id);
  }

  async remove(caller: Caller, id: string): Promise<void> {
    await oncePerRequest<string>(caller, async note => {
      await this.#editable(caller, id);
      await this.#knex.transaction(async tx => {
        await this.#store.delete(tx, id);
        await note(tx, id);
      });
      return id;
    });
  }

  /** Says where the caller starts on a page, and in which order they see its views. */
  async prefer(caller: Caller, wanted: ViewPreferences): Promise<ViewList> {
    const { page, defaultViewId } = wanted;
    if (typeof defaultViewId === 'string') {
      const view = await this.#load(caller, defaultViewId);
      if (view.page !== page) {
        throw new InputError(
          `defaultViewId: is a view of ${view.page}, not of ${page}`,
        );
      }
    }
    const had = await this.#store.preferences(caller.ref, page);
    // Said twice it is said once: no step of an Idempotency-Key.
    await this.#knex.transaction(tx =>
      this.#store.prefer(tx, caller.ref, page, {
        defaultViewId:
          defaultViewId === undefined
            ? had.defaultViewId
            : defaultViewId ?? undefined,
        order: wanted.order ? [...new Set(wanted.order)] : had.order,
      }),
    );
    return this.list(caller, page);
  }

  /** Deletes what is kept of somebody who is erased. */
  async forget(ref: string): Promise<void> {
    await this.#knex.transaction(tx => this.#store.forget(tx, ref));
  }

  #mayEdit(caller: Caller, view: StoredView): boolean {
    return view.ownerRef === caller.ref || hasRole(caller, 'admin');
  }

  /** Admins may look after what is shared; what is kept for oneself stays with its owner. */
  #mayRead(caller: Caller, view: StoredView): boolean {
    if (view.ownerRef === caller.ref || view.sharing === 'everybody')
      return true;
    if (view.sharing === 'nobody') return false;
    return (
      hasRole(caller, 'admin') ||
      view.groups.some(group => caller.ownership.includes(group))
    );
  }

  async #load(caller: Caller, id: string): Promise<StoredView> {
    const view = await this.#store.find(id);
    if (!view || !this.#mayRead(caller, view)) {
      throw new NotFoundError(
        `There is no view ${id}, or it is not shared with you`,
      );
    }
    return view;
  }

  async #editable(caller: Caller, id: string): Promise<StoredView> {
    const view = await this.#load(caller, id);
    if (!this.#mayEdit(caller, view)) {
      throw new NotAllowedError(
        `Only its owner may change the view "${view.name}"; save a copy of your own`,
      );
    }
    return view;
  }

  #present(
    caller: Caller,
    view: StoredView,
    defaultViewId: string | undefined,
  ): SavedView {
    const canEdit = this.#mayEdit(caller, view);
    return {
      id: view.id,
      page: view.page,
      name: view.name,
      query: view.query,
      ownerRef: view.ownerRef,
      sharing: view.sharing,
      groups: view.groups.filter(
        group => canEdit || caller.ownership.includes(group),
      ),
      mine: view.ownerRef === caller.ref,
      canEdit,
      isDefault: view.id === defaultViewId,
      version: view.version,
      createdAt: toIso(view.createdAt)!,
      updatedAt: toIso(view.updatedAt)!,
    };
  }
}
