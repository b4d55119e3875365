import { createHash } from 'crypto';
import type { Random } from './random';

/** A person as the journal refers to them. */
export interface Principal {
  id: number;
  hash: string;
}

/** An entry of a seeded journal, before it is sealed. */
export interface SeededEntry {
  kind: string;
  actor: Principal;
  commandId: string;
  at: number;
  status: string;
  payload: Record<string, unknown>;
}

/** JSON with sorted keys and without what is undefined, as the journal's hashes are made of. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object')
    return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries
    .map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`)
    .join(',')}}`;
}

/** SHA-256 of all parts, in base64url. */
export function sha256(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}

/** A salt of 22 characters; not secret here. */
export function salt(random: Random): string {
  return Array.from({ length: 22 }, () => random.below(36).toString(36)).join(
    '',
  );
}

/**
 * The hash of an entry in its record's chain. Written again from the description of the journal
 * and not taken from it, so that `GET /records/…/journal/verification` checks the seed.
 */
export function hashOf(
  previous: string | undefined,
  recordId: string,
  entry: SeededEntry,
): string {
  return sha256(
    canonicalJson([
      previous ?? null,
      'record',
      recordId,
      entry.kind,
      entry.actor.hash,
      null,
      'requester',
      'enforce',
      entry.commandId,
      null,
      entry.at,
      entry.at,
      entry.status,
      entry.payload,
    ]),
  );
}
