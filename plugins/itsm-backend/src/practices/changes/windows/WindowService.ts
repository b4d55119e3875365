import { InputError } from '@backstage/errors';
import {
  CHANGE_WINDOW_KIND,
  nextTimesOf,
  type ChangeWindow,
  type MaintenanceListQuery,
  type MaintenancePage,
  type StandingWindow,
  type StandingWindows,
  type WindowBody,
  type WindowListQuery,
  type WindowPage,
  type WindowPreview,
  type WindowPreviewQuestion,
  type WindowScope,
  type WindowTime,
  type WindowTimeView,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  Definition,
  ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { plannedWindowOf } from '../plannedWindow';
import { fingerprintOf, readCursor, writeCursor } from './cursor';
import type { MaintenanceStore } from './MaintenanceStore';
import type { MaintenanceViews } from './MaintenanceViews';
import { typeFactsOf } from './typeFacts';
import type { WindowBook } from './WindowBook';

const DEFAULT_WINDOWS = 100;
const DEFAULT_MAINTENANCE = 25;
const DEFAULT_NEXT = 3;
const PREVIEWED = 10;

const iso = (instant: number) => new Date(instant).toISOString();
const timeView = ({
  begins,
  startsAt,
  endsAt,
}: WindowTime): WindowTimeView => ({
  begins,
  startsAt: iso(startsAt),
  endsAt: iso(endsAt),
});

/** Freezes, maintenance windows and maintenance, one method a verb. */
export interface WindowService {
  /**
   * Windows by key, with what goes on and the next occurrences. A scope is shown as far as the caller
   * sees it in the catalog; a window that is about nothing else is not there for them.
   */
  list(caller: Caller, query: WindowListQuery): Promise<WindowPage>;
  /**
   * When a window would be that somebody writes.
   *
   * @throws NotAllowedError for whoever may not write definitions, InputError for what is wrong with it
   */
  preview(
    caller: Caller,
    question: WindowPreviewQuestion,
  ): Promise<WindowPreview>;
  /** Maintenance by its begin. @throws NotFoundError for an entity that is not there for the caller */
  maintenance(
    caller: Caller,
    query: MaintenanceListQuery,
  ): Promise<MaintenancePage>;
  /** The windows in which a change stands. @throws NotFoundError */
  standing(caller: Caller, id: string): Promise<StandingWindows>;
}

/** See {@link WindowService}. */
export class DefaultWindowService implements WindowService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'catalogAccess' | 'clock' | 'definitionDrafts'
    >,
    private readonly deps: {
      book: WindowBook;
      store: MaintenanceStore;
      views: MaintenanceViews;
      changes: ChangeStore;
    },
  ) {}

  async list(caller: Caller, query: WindowListQuery): Promise<WindowPage> {
    const { kind, next = DEFAULT_NEXT, limit = DEFAULT_WINDOWS } = query;
    const mark = fingerprintOf(['windows', kind]);
    const after = query.cursor && readCursor(query.cursor, mark);
    const all = (await this.deps.book.windows()).filter(
      ({ key, body }) =>
        (!kind || kind.includes(body.kind)) && (!after || key > after),
    );
    const readable = await this.#readable(caller, all);
    const seen = all.flatMap(window => {
      const shown = seenScope(window.body.scope, readable);
      return shown ? [{ window, ...shown }] : [];
    });
    const page = seen.slice(0, limit);
    const now = this.kernel.clock.now();
    const items = page.map(({ window, scope, more }): ChangeWindow => {
      const { key, version, source, body } = window;
      // One that goes on comes first, and is none of those to come.
      const times = nextTimesOf(body, now, next + 1);
      const running = times.find(({ startsAt }) => startsAt <= now);
      const { timezone: _, scope: __, exceptionBy, ...rest } = body;
      return {
        ...rest,
        key,
        version,
        source,
        timezone: body.timezone,
        scope,
        more,
        exceptionBy: exceptionBy?.filter(ref => readable.has(ref)),
        ...(running && { running: timeView(running) }),
        next: times
          .filter(({ startsAt }) => startsAt > now)
          .slice(0, next)
          .map(timeView),
      };
    });
    return {
      items,
      pageInfo: {
        nextCursor:
          seen.length > page.length
            ? writeCursor(page[page.length - 1].window.key, mark)
            : undefined,
      },
      refs: await this.kernel.catalog.describe(
        items.flatMap(({ scope, exceptionBy = [] }) => [
          ...namedIn(scope),
          ...exceptionBy,
        ]),
      ),
    };
  }

  async preview(
    caller: Caller,
    { key, text }: WindowPreviewQuestion,
  ): Promise<WindowPreview> {
    const [draft] = await this.kernel.definitionDrafts.read(caller, {
      kind: CHANGE_WINDOW_KIND,
      key,
      text,
    });
    const body = draft.body as WindowBody;
    const times = nextTimesOf(body, this.kernel.clock.now(), PREVIEWED + 1);
    return {
      title: body.title,
      kind: body.kind,
      timezone: body.timezone,
      rrule: body.rrule,
      times: times.slice(0, PREVIEWED).map(timeView),
      more: times.length > PREVIEWED,
    };
  }

  async maintenance(
    caller: Caller,
    query: MaintenanceListQuery,
  ): Promise<MaintenancePage> {
    const { store, views } = this.deps;
    const { cursor, limit = DEFAULT_MAINTENANCE, ...question } = query;
    const { entity, state, from, to } = question;
    const asked = {
      entity: entity && (await views.entity(caller, entity)),
      states: state,
      from: from === undefined ? undefined : Date.parse(from),
      to: to === undefined ? undefined : Date.parse(to),
    };
    if (asked.from !== undefined && asked.to! <= asked.from)
      throw new InputError('to: must be after from');
    const mark = fingerprintOf(['maintenance', question]);
    // By its id, which says nothing: a page may end at one that is not for the caller.
    const after = cursor && readCursor(cursor, mark);
    const start = after ? await store.find(after) : undefined;
    if (after && !start)
      throw new InputError(
        'cursor: is not one that this API gave; start again without it',
      );
    const { items, last, more } = await views.page(caller, asked, limit, start);
    return {
      items,
      pageInfo: { nextCursor: more ? writeCursor(last!.id, mark) : undefined },
      refs: await this.kernel.catalog.describe([
        asked.entity,
        ...items.flatMap(item => item.items),
      ]),
    };
  }

  async standing(caller: Caller, id: string): Promise<StandingWindows> {
    const { records, catalog } = this.kernel;
    const { record } = await records.view(caller, id, 'change');
    const { plannedStart: from, plannedEnd: to } = plannedWindowOf(record);
    if (from === undefined || to === undefined || to <= from)
      return { items: [], refs: {} };
    const named = (await this.deps.changes.affectedOf([record.id])).get(
      record.id,
    );
    const met = await this.deps.book.met(
      {
        ...typeFactsOf(record),
        items: named ?? (record.serviceRef ? [record.serviceRef] : []),
      },
      { from, to },
    );
    const readable = await this.#readable(caller, met);
    const items = met.flatMap(({ key, body, time }): StandingWindow[] =>
      seenScope(body.scope, readable)
        ? [
            {
              key,
              title: body.title,
              kind: body.kind,
              timezone: body.timezone,
              ...timeView(time),
              exceptionBy: body.exceptionBy?.filter(ref => readable.has(ref)),
            },
          ]
        : [],
    );
    return {
      items,
      refs: await catalog.describe(
        items.flatMap(({ exceptionBy = [] }) => exceptionBy),
      ),
    };
  }

  /** What the caller may see of all that windows name. One question. */
  #readable(
    caller: Caller,
    windows: readonly Pick<Definition<WindowBody>, 'body'>[],
  ): Promise<Set<string>> {
    return this.kernel.catalogAccess.readable(caller, [
      ...new Set(
        windows.flatMap(({ body }) => [
          ...namedIn(body.scope),
          ...(body.exceptionBy ?? []),
        ]),
      ),
    ]);
  }
}

function namedIn({ services, items, owners, except }: WindowScope): string[] {
  return [
    ...(services ?? []),
    ...(items ?? []),
    ...(owners ?? []),
    ...(except ? namedIn(except) : []),
  ];
}

/**
 * A scope as far as somebody sees what it names, and whether there is more; undefined if they see nothing
 * of it.
 */
function seenScope(
  scope: WindowScope,
  readable: ReadonlySet<string>,
): { scope: WindowScope; more: boolean } | undefined {
  const seen = (refs: string[] | undefined) => {
    const own = refs?.filter(ref => readable.has(ref));
    return own && own.length > 0 ? own : undefined;
  };
  const lists = <T extends WindowScope>({
    services,
    items,
    owners,
    ...rest
  }: T) => ({
    ...rest,
    services: seen(services),
    items: seen(items),
    owners: seen(owners),
  });
  const { except, ...own } = scope;
  const shown: WindowScope = lists(own);
  const about = shown.services ?? shown.items ?? shown.owners;
  if (!about && !scope.all && !scope.tiers) return undefined;
  return {
    scope: { ...shown, ...(except && { except: lists(except) }) },
    more: namedIn(own).some(ref => !readable.has(ref)),
  };
}
