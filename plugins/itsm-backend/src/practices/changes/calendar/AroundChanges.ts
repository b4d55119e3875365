import {
  CHANGE_WINDOW_KIND,
  inScope,
  meetingsBetween,
  occurrencesOf,
  typeInScope,
  type CabBody,
  type CalendarMeeting,
  type CalendarWindow,
  type ChangeType,
  type ScopeItem,
  type WindowBody,
  type WindowScope,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogAccess,
  Definition,
  Definitions,
} from '@callboard/plugin-itsm-node';

/** The kind of definition that boards are. */
const CAB_KIND = 'cab';

/** A window or meeting, with the version of the definition that says so. */
export type Around<T> = T & { version: number };

/** Whose changes are looked at: windows that are about none of them are left out. */
export interface WhoseChanges {
  team?: readonly string[];
  service?: readonly string[];
  type?: readonly ChangeType[];
}

type DefinedWindow = Definition<WindowBody>;

const iso = (instant: number) => new Date(instant).toISOString();

const namedBy = ({ services = [], items = [], owners = [] }: WindowScope) => [
  ...services,
  ...items,
  ...owners,
];

/** Freezes, maintenance and meetings: what stands around changes in a calendar. Told from definitions. */
export class AroundChanges {
  constructor(
    private readonly deps: {
      definitions: Pick<Definitions, 'list'>;
      catalogAccess: CatalogAccess;
      /** What is known of items that decides which windows are about them. */
      itemsOf(
        refs: readonly string[],
        withTiers: boolean,
      ): Promise<readonly ScopeItem[]>;
    },
  ) {}

  /**
   * Occurrences of windows that overlap a span, as they are defined now. A window that is about nothing
   * that the caller may see is left out.
   */
  async windows(
    caller: Caller,
    from: number,
    to: number,
    whose: WhoseChanges = {},
  ): Promise<Around<CalendarWindow>[]> {
    const all = await this.deps.definitions.list<WindowBody>(
      CHANGE_WINDOW_KIND,
    );
    // First when they are: most are not at that time, and need not be looked at.
    const occurrences = occurrencesOf(all, from, to);
    const keys = new Set(occurrences.map(({ key }) => key));
    const visible = await this.#visible(
      caller,
      all.filter(({ key }) => keys.has(key)),
    );
    const meant = await this.#about(visible, whose);
    const versions = new Map(meant.map(d => [d.key, d.version]));
    return occurrences
      .filter(({ key }) => versions.has(key))
      .map(({ key, begins, title, kind, startsAt, endsAt }) => ({
        kind: 'window',
        id: `window:${key}:${begins}`,
        key,
        windowKind: kind,
        title,
        start: iso(startsAt),
        end: iso(endsAt),
        version: versions.get(key)!,
      }));
  }

  async #visible(
    caller: Caller,
    windows: readonly DefinedWindow[],
  ): Promise<DefinedWindow[]> {
    const named = windows.flatMap(({ body }) => namedBy(body.scope));
    const readable = await this.deps.catalogAccess.readable(caller, named);
    return windows.filter(
      ({ body: { scope } }) =>
        scope.all ||
        scope.tiers ||
        namedBy(scope).some(ref => readable.has(ref)),
    );
  }

  async #about(
    windows: DefinedWindow[],
    { team, service, type }: WhoseChanges,
  ): Promise<DefinedWindow[]> {
    const ofType = ({ body: { scope } }: DefinedWindow) =>
      !type || type.some(one => typeInScope(scope, { changeType: one }));
    const typed = windows.filter(ofType);
    if (!team && !service) return typed;
    const named = service ?? typed.flatMap(d => namedBy(d.body.scope));
    const known = await this.deps.itemsOf(
      [...new Set(named)],
      typed.some(d => d.body.scope.tiers ?? d.body.scope.except?.tiers),
    );
    // What a team owns beside that no window names, but windows of all and of owners are about it.
    const items = service
      ? known
      : [
          ...known.filter(
            ({ ownerRef }) => ownerRef && team!.includes(ownerRef),
          ),
          ...team!.map(ownerRef => ({ ref: '', ownerRef })),
        ];
    return typed.filter(({ body }) => inScope(body.scope, { items }));
  }

  /** Meetings of change advisory boards that overlap a span. */
  async meetings(from: number, to: number): Promise<Around<CalendarMeeting>[]> {
    const boards = await this.deps.definitions.list<CabBody>(CAB_KIND);
    return boards.flatMap(board => meetingsOf(board, from, to));
  }
}

function meetingsOf(
  { key, body, version }: Definition<CabBody>,
  from: number,
  to: number,
): Around<CalendarMeeting>[] {
  // One that began before and goes on is meant too.
  const since = from - body.durationMinutes * 60_000;
  return meetingsBetween(body, since, to)
    .filter(({ endsAt }) => endsAt > from)
    .map(({ startsAt, endsAt }) => ({
      kind: 'cab',
      id: `cab:${key}:${startsAt}`,
      key,
      title: body.title,
      start: iso(startsAt),
      end: iso(endsAt),
      version,
    }));
}
