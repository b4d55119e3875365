import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import { kpiReadPermission } from '@callboard/plugin-itsm-common';
import type { Caller, Clock, Scope } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_REMEMBERED = 50_000;
/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 200;

/** What the permission framework last said about somebody. */
export interface KnownDecision {
  /** The references that were theirs then: their own and their groups'. */
  ownership: readonly string[];
  scope: Scope;
  /** Milliseconds since the epoch. */
  decidedAt: number;
}

interface Row {
  principal_ref: string;
  permission: string;
  ownership: string;
  scope: string;
  decided_at: number;
}

/**
 * Keeps what the permission framework last let each person read: it can only be asked about who
 * is asking, and news go to people who are not (ADR 7).
 *
 * A decision is written when it differs from the one before, or once a day, and never in the way
 * of a request: what cannot be written is written the next time. It counts for
 * `itsm.access.knownDecisionDays` (default 30; 0 keeps none, and all count as unknown).
 */
export class KnownDecisions {
  readonly #written = new Map<string, { said: string; at: number }>();
  readonly #days: number;
  #pending = new Map<string, Row>();
  #writing?: Promise<void>;

  constructor(
    private readonly deps: {
      knex: Knex;
      clock: Clock;
      logger: LoggerService;
      config: RootConfigService;
    },
  ) {
    const days =
      deps.config.getOptionalNumber('itsm.access.knownDecisionDays') ??
      DEFAULT_DAYS;
    if (!(days >= 0)) {
      throw new Error(
        `itsm.access.knownDecisionDays is ${days}; it must be 0 or more`,
      );
    }
    this.#days = days;
  }

  /** Notes what was decided. Returns at once. */
  note(caller: Caller, permission: Permission, scope: Scope): void {
    const read = permission.attributes.action === 'read';
    // Records and numbers are what people are told of when they do not ask.
    const isTold =
      permission.type === 'resource' ||
      permission.name === kpiReadPermission.name;
    if (caller.kind !== 'user' || !read || !isTold || this.#days === 0) return;
    const key = `${caller.ref} ${permission.name}`;
    const row: Row = {
      principal_ref: caller.ref,
      permission: permission.name,
      ownership: JSON.stringify([...caller.ownership].sort()),
      scope: JSON.stringify(scope),
      decided_at: this.deps.clock.now(),
    };
    const said = `${row.ownership} ${row.scope}`;
    const last = this.#written.get(key);
    if (last?.said === said && row.decided_at - last.at < DAY_MS) return;
    if (this.#written.size >= MOST_REMEMBERED) this.#written.clear();
    this.#written.set(key, { said, at: row.decided_at });
    this.#pending.set(key, row);
    this.#writing ??= this.#write();
  }

  /** Waits until all that was noted is written. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    // What comes meanwhile goes into the same statement.
    await new Promise(resolve => setImmediate(resolve));
    while (this.#pending.size > 0) {
      // In one order, so that two backends never wait for each other in a circle.
      const batch = [...this.#pending]
        .slice(0, CHUNK)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key] of batch) this.#pending.delete(key);
      try {
        await this.deps
          .knex('known_decisions')
          .insert(batch.map(([, row]) => row))
          .onConflict(['principal_ref', 'permission'])
          .merge();
      } catch (error) {
        for (const [key] of batch) this.#written.delete(key);
        this.deps.logger.warn(
          `What ${batch.length} people may read could not be kept: ${error}`,
        );
      }
    }
    this.#writing = undefined;
  }

  /** What is known of people and one permission, by their references; too old ones are absent. */
  async of(
    principals: readonly string[],
    permission: string,
    executor: Knex = this.deps.knex,
  ): Promise<Map<string, KnownDecision>> {
    const since = this.deps.clock.now() - this.#days * DAY_MS;
    const rows: Row[] = await executor('known_decisions')
      .whereIn('principal_ref', [...principals])
      .where('permission', permission)
      .where('decided_at', '>', since);
    return new Map(
      rows.map(row => [
        row.principal_ref,
        {
          ownership: JSON.parse(row.ownership),
          scope: JSON.parse(row.scope),
          decidedAt: Number(row.decided_at),
        },
      ]),
    );
  }

  /** Deletes what is known of people. @returns how many rows */
  async forget(tx: Knex.Transaction, refs: readonly string[]): Promise<number> {
    for (const written of [this.#written, this.#pending]) {
      for (const key of written.keys()) {
        if (refs.includes(key.slice(0, key.indexOf(' ')))) written.delete(key);
      }
    }
    return tx('known_decisions')
      .whereIn('principal_ref', [...refs])
      .delete();
  }

  /** Deletes what is too old to count. @returns how many */
  async sweep(): Promise<number> {
    const before = this.deps.clock.now() - this.#days * DAY_MS;
    return this.deps
      .knex('known_decisions')
      .where('decided_at', '<', before)
      .delete();
  }
}
