import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Clock,
  JournalRow,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { onAppended } from '../journal/appended';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { WakeUp } from '../WakeUp';
import {
  FollowerStore,
  type FollowerRow,
  type FollowerView,
} from './FollowerStore';
import { JournalReader } from './JournalReader';

const BATCH = 2_000;
/** How many take their turns at a time; every one holds a connection. */
const LANES = 2;
/** The longest sleep: the safety net for what other backends append. */
const LONGEST_SLEEP = 5_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
const AFTER_TROUBLE = 1_000;
/**
 * While entries keep coming, a round begins at most this often: each projection then takes what
 * came meanwhile in one transaction. At 170 commands a second, a round for each of them cost more
 * than the commands.
 */
const ROUND_MS = 100;
/** While another backend has what is to be drained. */
const DRAIN_LOOK = 10;

/** What an operator is told of a projection. */
export interface FollowerState extends FollowerView {
  projection: Projection;
}

/** How far a projection is. */
interface Place {
  id: string;
  position: number;
}

/** What came of one turn; `full`: it advanced, and there is probably more. */
type Turn = 'advanced' | 'full' | 'narrowed' | 'failed' | 'nothing';

/**
 * Lets projections follow the journal. What it promises:
 *
 * - **Nothing lost, nothing twice.** A batch's effect and the position behind it commit together.
 *   Positions become visible in their own order (see `appendJournal`), so that
 *   `position > last` skips nothing.
 * - **One backend at a time** takes a batch of a projection: it holds the row with the position,
 *   and the others pass it by and stand ready. If it dies, any other goes on from the position.
 * - **Together, if they want nothing of it.** Those that are equally far and want no entry of the next
 *   batch are moved on by one statement: of thirty projections a command concerns a few, and a
 *   transaction for each of the others cost more than what they do.
 * - **In turn.** A batch each, two at a time, so that followers hold two connections of a backend
 *   at most: one that is rebuilt or fails does not hold up the others.
 * - **At once** after a command of this backend, within 5 s after one of another backend. Of many
 *   commands in a row, what came within a tenth of a second is taken together.
 * - **It says which entry fails.** A batch that fails is halved until one entry is left; that one
 *   is noted with its error and tried again after growing pauses, up to a minute, or when an
 *   operator says so. It is never skipped: what is derived would no longer be what the journal
 *   says.
 * - **It can be built again.** A projection with `reset` is emptied and reads from the first
 *   entry, in its turns, with its progress told. A new projection starts at the first entry, or,
 *   with `fromNow`, behind the last one.
 */
export class Followers {
  readonly #store: FollowerStore;
  readonly #reader: JournalReader;
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #projections = new Map<string, Projection>();
  readonly #sizes = new Map<string, number>();
  readonly #wakeUp = new WakeUp();
  /** Rung only to stop. */
  readonly #pace = new WakeUp();
  #loop?: Promise<void>;
  #unsubscribe?: () => void;
  #stopping = false;

  constructor(deps: {
    knex: Knex;
    clock: Clock;
    logger: LoggerService;
    principals: PrincipalStore;
  }) {
    this.#knex = deps.knex;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
    this.#store = new FollowerStore(deps.knex);
    this.#reader = new JournalReader(deps.principals);
  }

  /** @throws Error if two projections have one id */
  register(projections: readonly Projection[]): void {
    for (const projection of projections) {
      if (this.#projections.has(projection.id)) {
        throw new Error(`There are two projections ${projection.id}`);
      }
      this.#projections.set(projection.id, projection);
    }
  }

  /** Gives those that are new their first position. To be done before the first command. */
  async prepare(): Promise<void> {
    const known = await this.#store.known();
    const fresh = [...this.#projections.values()].filter(p => !known.has(p.id));
    const head = fresh.some(p => p.fromNow) ? await this.#store.head() : 0;
    await this.#store.add(
      fresh.map(p => ({ id: p.id, position: p.fromNow ? head : 0 })),
    );
  }

  /** Begins to follow. */
  start(): void {
    this.#stopping = false;
    this.#unsubscribe = onAppended(this.#knex, () => this.nudge());
    this.#loop = this.#follow();
  }

  /** Ends after the batch in hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe?.();
    this.nudge();
    this.#pace.ring();
    await this.#loop;
  }

  /** Looks for new entries now. */
  nudge(): void {
    this.#wakeUp.ring();
  }

  /**
   * Reads all there is; what fails is left at the entry that fails. For tests and scripts that
   * want to know when it is done.
   */
  async drain(): Promise<void> {
    for (;;) {
      const behind = await this.#behind();
      if (behind.length === 0) return;
      const turns = await this.#round(behind);
      if (turns.every(turn => turn === 'nothing')) {
        await new Promise(resolve => {
          setTimeout(resolve, DRAIN_LOOK);
        });
      }
    }
  }

  /** How far each projection is, by id. */
  async states(): Promise<FollowerState[]> {
    const views = await this.#store.views([...this.#projections.keys()]);
    return views
      .map(view => ({ ...view, projection: this.#projections.get(view.id)! }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Ends the pause of a projection that fails. @throws NotFoundError */
  async retry(id: string): Promise<void> {
    this.#projection(id);
    await this.#store.tryNow(id);
    this.nudge();
  }

  /**
   * Empties a projection and lets it read from the first entry, in the background.
   *
   * @throws NotFoundError; ConflictError if it cannot be rebuilt
   */
  async rebuild(id: string): Promise<void> {
    const projection = this.#projection(id);
    if (!projection.reset) {
      throw new ConflictError(
        `${projection.title} cannot be built again: what left the system would leave it twice`,
      );
    }
    await this.#knex.transaction(async tx => {
      // First the row, so that a batch in hand ends before and none begins meanwhile.
      await this.#store.restart(tx, id);
      await projection.reset!(tx);
    });
    this.nudge();
  }

  #projection(id: string): Projection {
    const projection = this.#projections.get(id);
    if (!projection) {
      throw new NotFoundError(
        `There is no follower ${id}; GET /operations/followers lists them`,
      );
    }
    return projection;
  }

  #behind(): Promise<Place[]> {
    const ids = [...this.#projections.keys()];
    return this.#store.behind(ids, this.#clock.now(), LONGEST_PAUSE * 2);
  }

  async #follow(): Promise<void> {
    let away = false;
    while (!this.#stopping) {
      try {
        const began = performance.now();
        const behind = await this.#behind();
        const turns = await this.#round(behind, () => !this.#stopping);
        away = false;
        if (turns.some(t => t === 'full' || t === 'narrowed')) continue;
        if (turns.includes('advanced')) {
          await this.#pace.sleep(ROUND_MS - (performance.now() - began));
          continue;
        }
        const pausing = turns.includes('failed') || this.#sizes.size > 0;
        await this.#wakeUp.sleep(pausing ? FIRST_PAUSE : LONGEST_SLEEP);
      } catch (error) {
        if (!away) {
          this.#logger.warn(
            'Followers wait for the database and go on when it is back',
            error as Error,
          );
        }
        away = true;
        await this.#wakeUp.sleep(AFTER_TROUBLE);
      }
    }
  }

  /** Moves on those that want nothing of what comes next; a turn for each of the others. */
  async #round(
    behind: readonly Place[],
    goOn?: () => boolean,
  ): Promise<Turn[]> {
    const turns: Turn[] = [];
    const passed = new Set<string>();
    for (const position of new Set(behind.map(place => place.position))) {
      const here = behind.filter(place => place.position === position);
      const idle = await this.#passOver(here, position);
      for (const id of idle.ids) passed.add(id);
      turns.push(...Array<Turn>(idle.ids.size).fill(idle.turn));
    }
    const wanting = behind.flatMap(({ id }) => (passed.has(id) ? [] : [id]));
    return [...turns, ...(await this.#turns(wanting, goOn))];
  }

  async #passOver(
    places: readonly Place[],
    position: number,
  ): Promise<{ ids: ReadonlySet<string>; turn: Turn }> {
    // What wants everything wants the next entry too: for it alone nothing is read here.
    const choosy = places.filter(({ id }) => this.#projections.get(id)?.kinds);
    if (choosy.length === 0) return { ids: new Set(), turn: 'nothing' };
    const entries = await this.#reader.read(this.#knex, position, BATCH);
    const there = new Set(entries.map(entry => entry.kind));
    const idle = choosy.filter(
      ({ id }) =>
        !this.#projections.get(id)!.kinds!.some(kind => there.has(kind)),
    );
    if (entries.length === 0 || idle.length === 0)
      return { ids: new Set(), turn: 'nothing' };
    return {
      ids: await this.#store.pass(
        idle.map(place => place.id),
        position,
        entries[entries.length - 1].position,
      ),
      turn: entries.length >= BATCH ? 'full' : 'advanced',
    };
  }

  /** A turn each, a few at a time. */
  async #turns(
    ids: readonly string[],
    goOn: () => boolean = () => true,
  ): Promise<Turn[]> {
    const turns: Turn[] = [];
    const waiting = [...ids];
    const lane = async () => {
      while (waiting.length > 0 && goOn()) {
        turns.push(await this.#turn(this.#projections.get(waiting.shift()!)!));
      }
    };
    // All lanes end before an error is told, so that none works on behind its back.
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
    const failed = lanes.find(l => l.status === 'rejected');
    if (failed) throw failed.reason;
    return turns;
  }

  /** One batch of one projection. @throws what has nothing to do with its entries */
  async #turn(projection: Projection): Promise<Turn> {
    const { id, kinds } = projection;
    const size = this.#sizes.get(id) ?? projection.batch ?? BATCH;
    const seen: { row?: FollowerRow; wanted: readonly JournalRow[] } = {
      wanted: [],
    };
    try {
      await projection.prepare?.();
      return await this.#knex.transaction(async tx => {
        const row = await this.#store.hold(tx, id);
        if (!row) return 'nothing';
        seen.row = row;
        const entries = await this.#reader.read(tx, row.position, size);
        if (entries.length === 0) return 'nothing';
        const wanted = kinds
          ? entries.filter(e => kinds.includes(e.kind))
          : entries;
        seen.wanted = wanted;
        if (wanted.length > 0) await projection.apply(tx, wanted);
        const { position } = entries[entries.length - 1];
        await this.#store.advance(tx, row, position);
        this.#widen(projection, size);
        return entries.length >= size ? 'full' : 'advanced';
      });
    } catch (error) {
      const { row, wanted } = seen;
      if (!row || wanted.length === 0) throw error;
      if (wanted.length > 1) {
        this.#sizes.set(id, Math.max(1, Math.floor(size / 2)));
        return 'narrowed';
      }
      await this.#noteFailure(projection, row, wanted[0], error as Error);
      return 'failed';
    }
  }

  #widen({ id, batch = BATCH }: Projection, size: number): void {
    if (size * 2 >= batch) this.#sizes.delete(id);
    else this.#sizes.set(id, size * 2);
  }

  async #noteFailure(
    projection: Projection,
    row: FollowerRow,
    entry: JournalRow,
    error: Error,
  ): Promise<void> {
    const at = this.#clock.now();
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** row.attempts);
    await this.#store.noteFailure(row, {
      position: entry.position,
      message: error.message,
      at,
      nextTryAt: at + pause,
    });
    this.#logger.warn(
      `${projection.title} cannot take up entry ${entry.position} (${entry.kind} of ${entry.subjectType} ${entry.subjectId}) and tries again in ${pause} ms`,
      error,
    );
  }
}
