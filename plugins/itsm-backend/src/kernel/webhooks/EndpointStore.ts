import type { Knex } from 'knex';
import { isPostgres, toInstant } from '../database';
import type { Secrets } from './secrets';

/** A receiver as it is stored. Instants are milliseconds since the epoch. */
export interface Endpoint extends Secrets {
  id: string;
  url: string;
  description?: string;
  recordTypes: readonly string[];
  kinds: readonly string[];
  predicate?: Readonly<Record<string, unknown>>;
  includeInternal: boolean;
  includeRestricted: boolean;
  enabled: boolean;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  /** What the journal learned before is not sent. */
  enabledAt: number;
  failures: number;
  failingSince?: number;
  lastSuccessAt?: number;
  disabledReason?: string;
  pausedUntil?: number;
  journalHead?: string;
}

function toEndpoint(row: any): Endpoint {
  return {
    id: row.id,
    url: row.url,
    description: row.description ?? undefined,
    recordTypes: JSON.parse(row.record_types),
    kinds: JSON.parse(row.kinds),
    predicate: row.predicate ? JSON.parse(row.predicate) : undefined,
    includeInternal: Boolean(row.include_internal),
    includeRestricted: Boolean(row.include_restricted),
    enabled: Boolean(row.enabled),
    secret: row.secret,
    previousSecret: row.previous_secret ?? undefined,
    previousSecretUntil: toInstant(row.previous_secret_until),
    createdBy: row.created_by,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    enabledAt: Number(row.enabled_at),
    failures: row.failures,
    failingSince: toInstant(row.failing_since),
    lastSuccessAt: toInstant(row.last_success_at),
    disabledReason: row.disabled_reason ?? undefined,
    pausedUntil: toInstant(row.paused_until),
    journalHead: row.journal_head ?? undefined,
  };
}

function toRow(e: Endpoint) {
  return {
    id: e.id,
    url: e.url,
    description: e.description ?? null,
    record_types: JSON.stringify(e.recordTypes),
    kinds: JSON.stringify(e.kinds),
    predicate: e.predicate ? JSON.stringify(e.predicate) : null,
    include_internal: e.includeInternal,
    include_restricted: e.includeRestricted,
    enabled: e.enabled,
    secret: e.secret,
    previous_secret: e.previousSecret ?? null,
    previous_secret_until: e.previousSecretUntil ?? null,
    created_by: e.createdBy,
    created_at: e.createdAt,
    updated_at: e.updatedAt,
    enabled_at: e.enabledAt,
    failures: e.failures,
    failing_since: e.failingSince ?? null,
    last_success_at: e.lastSuccessAt ?? null,
    disabled_reason: e.disabledReason ?? null,
    paused_until: e.pausedUntil ?? null,
    journal_head: e.journalHead ?? null,
  };
}

/** How sending to a receiver has been going. */
export type EndpointHealth = Pick<
  Endpoint,
  'failures' | 'failingSince' | 'lastSuccessAt' | 'pausedUntil'
>;

/** The rows of `webhook_endpoints`. */
export class EndpointStore {
  constructor(readonly knex: Knex) {}

  /** All receivers, oldest first. */
  async all(executor: Knex = this.knex): Promise<Endpoint[]> {
    return (await executor('webhook_endpoints').orderBy('id')).map(toEndpoint);
  }

  async get(
    id: string,
    executor: Knex = this.knex,
  ): Promise<Endpoint | undefined> {
    const row = await executor('webhook_endpoints').where('id', id).first();
    return row && toEndpoint(row);
  }

  /** The receiver under its lock, to the end of the transaction. */
  async lock(tx: Knex.Transaction, id: string): Promise<Endpoint | undefined> {
    const query = tx('webhook_endpoints').where('id', id).first();
    if (isPostgres(tx)) query.forUpdate();
    const row = await query;
    return row && toEndpoint(row);
  }

  async insert(tx: Knex.Transaction, endpoint: Endpoint): Promise<void> {
    await tx('webhook_endpoints').insert(toRow(endpoint));
  }

  async save(tx: Knex.Transaction, endpoint: Endpoint): Promise<void> {
    const { id, ...row } = toRow(endpoint);
    await tx('webhook_endpoints').where('id', id).update(row);
  }

  async remove(tx: Knex.Transaction, id: string): Promise<void> {
    await tx('webhook_endpoints').where('id', id).delete();
  }

  /** Notes how an attempt went, beside what an administrator may change meanwhile. */
  async noteHealth(id: string, health: EndpointHealth): Promise<void> {
    await this.knex('webhook_endpoints')
      .where('id', id)
      .update({
        failures: health.failures,
        failing_since: health.failingSince ?? null,
        last_success_at: health.lastSuccessAt ?? null,
        paused_until: health.pausedUntil ?? null,
      });
  }
}
