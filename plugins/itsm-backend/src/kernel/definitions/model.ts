import type { DefinitionSource } from '@callboard/plugin-itsm-node';

/** A version of a definition as it is stored. Instants are milliseconds since the epoch. */
export interface StoredVersion {
  kind: string;
  key: string;
  version: number;
  validFrom: number;
  source: DefinitionSource;
  /** The file in Git that says so. */
  file?: string;
  /** As it was written, without defaults: schemas grow, versions do not change. */
  body: unknown;
  removed: boolean;
  authorId: number;
  createdAt: number;
}

/** The newest version of a definition, and the end of its journal chain. */
export interface DefinitionHead {
  kind: string;
  key: string;
  version: number;
  source: DefinitionSource;
  file?: string;
  removed: boolean;
  contentHash: string;
  journalHead: string;
}

/** The subject of journal entries about a definition. */
export const DEFINITION_SUBJECT = 'definition';

/** The id of that subject, e.g. `reply-template/ask-for-logs`. */
export const subjectIdOf = (kind: string, key: string) => `${kind}/${key}`;

/**
 * The version that holds at an instant: of those that have begun, the newest. A version follows
 * all before it, planned ones too; who writes one for now takes back what was planned.
 *
 * @param versions - of one key, oldest first
 */
export function versionAt<V extends { validFrom: number; version: number }>(
  versions: readonly V[],
  at: number,
): V | undefined {
  for (let i = versions.length - 1; i >= 0; i -= 1)
    if (versions[i].validFrom <= at) return versions[i];
  return undefined;
}
