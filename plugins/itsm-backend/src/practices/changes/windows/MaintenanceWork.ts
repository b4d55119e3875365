import {
  CHANGE_WINDOW_KIND,
  itemInScope,
  PLANNED_AHEAD_MS,
  timesOf,
  type WindowBody,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type DueItem,
  type ItsmKernel,
  type NewDueItem,
  type Projection,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { blastRadius } from './blastRadius';
import type {
  MaintenanceItem,
  MaintenanceRow,
  MaintenanceStore,
} from './MaintenanceStore';
import {
  ENDS,
  STARTS,
  type MaintenanceStep,
  type MaintenanceWriter,
} from './MaintenanceWriter';
import {
  ended,
  goesOn,
  maintenanceOfChange,
  started,
  stepTo,
  type WantedMaintenance,
} from './wanted';
import { MOST_NAMED, type WindowStore } from './WindowStore';

/** Due work that looks at a change, or at a window, anew. */
const LOOK_AT_CHANGE = 'changes.maintenance-of-change';
const LOOK_AT_WINDOW = 'changes.maintenance-of-window';

const DAY_MS = 86_400_000;
/** Times of one window that are planned at once; a window has at most 24 a day. */
const MOST_PLANNED = 200;

const lookAtChange = (recordId: string, dueAt: number): NewDueItem => ({
  kind: LOOK_AT_CHANGE,
  key: recordId,
  dueAt,
  payload: { recordId },
});
const lookAtWindow = (window: string, dueAt: number): NewDueItem => ({
  kind: LOOK_AT_WINDOW,
  key: window,
  dueAt,
  lane: `change-window ${window}`,
  payload: { window },
});

/**
 * Keeps maintenance what changes and windows say, as they are now. A follower puts it on the calendar to
 * look at what something happened to; looking twice, late or out of order makes no difference. Beginning
 * and ending are due work of the maintenance itself, each once: what moved, ended early or was cancelled
 * meanwhile is not as it was read, and is left alone.
 */
export class MaintenanceWork {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'clock' | 'definitions' | 'due' | 'records' | 'services'
    >,
    private readonly deps: {
      store: MaintenanceStore;
      writer: MaintenanceWriter;
      windows: WindowStore;
      changes: ChangeStore;
    },
  ) {}

  projection(): Projection {
    const { due, clock } = this.kernel;
    return {
      id: 'changes.maintenance',
      title: 'Maintenance of changes and windows',
      kinds: [
        'record.created',
        'record.changed',
        'record.transitioned',
        'link.added',
        'link.removed',
        'definition.written',
        'definition.removed',
      ],
      apply: async (tx, entries) => {
        const windows = new Set<string>();
        const records = new Set<string>();
        for (const { subjectType, subjectId } of entries) {
          const [kind, key] = subjectId.split('/');
          if (subjectType === 'record') records.add(subjectId);
          else if (kind === CHANGE_WINDOW_KIND) windows.add(key);
        }
        const changes =
          records.size === 0
            ? []
            : await this.deps.changes.changesAmong([...records], tx);
        const now = clock.now();
        await due.schedule(
          [
            ...[...changes].map(id => lookAtChange(id, now)),
            ...[...windows].map(key => lookAtWindow(key, now)),
          ],
          tx,
        );
      },
    };
  }

  dueHandlers(): DueHandler[] {
    return [
      {
        kind: LOOK_AT_CHANGE,
        title: 'Plans, moves and ends maintenance of a change',
        handle: (item, context) => this.#lookAtChange(item, context),
      },
      {
        kind: LOOK_AT_WINDOW,
        title: 'Plans maintenance of a window for the next days',
        handle: (item, context) => this.#lookAtWindow(item, context),
      },
      {
        kind: STARTS,
        title: 'Begins maintenance',
        handle: (item, context) => this.#start(item, context),
      },
      {
        kind: ENDS,
        title: 'Ends maintenance',
        handle: (item, context) => this.#end(item, context),
      },
    ];
  }

  async #lookAtChange(item: DueItem, context: DueContext): Promise<void> {
    const { store } = this.deps;
    const id = String(item.payload.recordId);
    const [change, [row]] = await Promise.all([
      this.#change(id),
      store.ofSource('change', id),
    ]);
    // What is planned and has passed begins and ends late, by its own due work; it is not made anew.
    const since = row && goesOn(row) ? -Infinity : context.now;
    const wanted = change && maintenanceOfChange(change, since);
    if (!wanted && !row) return;
    const over = change?.actualEnd;
    const named = wanted ? await this.#affected(change!) : [];
    const step = stepTo(row, wanted, {
      now: context.now,
      over: typeof over === 'number' ? over : undefined,
      items: wanted ? await blastRadius(this.kernel.services, named) : [],
      known: row && (await this.#known(row)),
    });
    await this.#write(context, step ? [step] : []);
  }

  async #lookAtWindow(item: DueItem, context: DueContext): Promise<void> {
    const { now } = context;
    const key = String(item.payload.window);
    const versions = (
      await this.kernel.definitions.history<WindowBody>(CHANGE_WINDOW_KIND, {
        fresh: true,
      })
    ).filter(version => version.key === key);
    const holds = versions.filter(({ validFrom }) => validFrom <= now).pop();
    const body =
      holds && !holds.removed && holds.body.kind === 'maintenance'
        ? holds.body
        : undefined;
    const wanted = new Map<string, WantedMaintenance>(
      (body ? timesOf(body, now, now + PLANNED_AHEAD_MS) : [])
        .slice(0, MOST_PLANNED)
        .map(({ begins, startsAt, endsAt }) => [
          begins,
          {
            source: 'window' as const,
            sourceKey: key,
            occurrence: begins,
            title: body!.title,
            impact: body!.expectedImpact ?? 'degraded',
            startsAt,
            endsAt,
          },
        ]),
    );
    // What has passed ends late, by its own due work.
    const rows = await this.deps.store.ofSource('window', key, { from: now });
    const known = new Map(rows.map(row => [row.occurrence, row]));
    const items = body
      ? await blastRadius(this.kernel.services, await this.#named(body))
      : [];
    const about = await this.deps.store.itemsOf(
      rows.map(({ id }) => id),
      MOST_NAMED,
    );
    const steps = [...new Set([...known.keys(), ...wanted.keys()])].flatMap(
      occurrence => {
        const row = known.get(occurrence);
        return (
          stepTo(row, wanted.get(occurrence), {
            now,
            items,
            known: row && about.get(row.id),
          }) ?? []
        );
      },
    );
    const later = versions.find(({ validFrom }) => validFrom > now);
    const next = Math.min(
      body ? now + DAY_MS : Infinity,
      later?.validFrom ?? Infinity,
    );
    await this.#write(
      context,
      steps,
      Number.isFinite(next) ? [lookAtWindow(key, next)] : [],
    );
  }

  async #start(item: DueItem, context: DueContext): Promise<void> {
    const row = await this.deps.store.find(String(item.payload.id));
    if (!row || row.state !== 'scheduled' || row.startsAt > context.now) return;
    const change = row.recordId ? await this.#change(row.recordId) : undefined;
    // What no longer is so is put right by the look that its change brings.
    if (row.recordId && !(change && maintenanceOfChange(change, row.startsAt)))
      return;
    const named = change
      ? await this.#affected(change)
      : await this.#namedBefore(row);
    const items = await blastRadius(this.kernel.services, named);
    await this.#write(context, [started(row, items)]);
  }

  async #end(item: DueItem, context: DueContext): Promise<void> {
    const row = await this.deps.store.find(String(item.payload.id));
    if (
      !row ||
      row.state !== 'running' ||
      row.endsAt === undefined ||
      row.endsAt > context.now
    )
      return;
    if (row.recordId) {
      // Work that takes longer than planned: it is over when the change says so.
      const change = await this.#change(row.recordId);
      if (change?.status === 'implement') return;
    }
    // At its planned end, also if no backend ran then.
    await this.#write(context, [{ before: row, ...ended(row, row.endsAt) }]);
  }

  #write(
    context: DueContext,
    steps: readonly MaintenanceStep[],
    looks: readonly NewDueItem[] = [],
  ): Promise<void> {
    return context.finish(async tx => {
      await this.kernel.due.schedule(looks, tx);
      await this.deps.writer.write(tx, SYSTEM_CALLER, steps);
    });
  }

  async #change(id: string): Promise<StoredRecord | undefined> {
    try {
      const { records } = this.kernel;
      return (await records.view(SYSTEM_CALLER, id, 'change')).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  /** What a change affects: what it names, or its service. */
  async #affected({ id, serviceRef }: StoredRecord): Promise<string[]> {
    const named = (await this.deps.changes.affectedOf([id])).get(id) ?? [];
    return named.length > 0 || !serviceRef ? named : [serviceRef];
  }

  /** What a window is about now. */
  async #named({ scope }: WindowBody): Promise<string[]> {
    const items = await this.deps.windows.itemsNamedBy(scope);
    return items.filter(item => itemInScope(scope, item)).map(({ ref }) => ref);
  }

  /** What a window is about when it begins; what it was if it was taken out of use since. */
  async #namedBefore(row: MaintenanceRow): Promise<string[]> {
    const window = await this.kernel.definitions.find<WindowBody>(
      CHANGE_WINDOW_KIND,
      row.sourceKey,
    );
    if (window) return this.#named(window.body);
    return (await this.#known(row))
      .filter(({ role }) => role === 'named')
      .map(({ ref }) => ref);
  }

  async #known({ id }: MaintenanceRow): Promise<MaintenanceItem[]> {
    return (await this.deps.store.itemsOf([id], MOST_NAMED)).get(id) ?? [];
  }
}
