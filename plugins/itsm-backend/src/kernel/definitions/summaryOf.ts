import type { DefinitionSummary } from '@callboard/plugin-itsm-common';
import { toIso } from '../database';
import type { KeptVersion } from './DefinitionReader';
import { versionAt } from './model';

/** The name people know a definition by; its key if its body is not understood any more. */
export function titleOf(version: KeptVersion): string {
  return version.meaning()?.title ?? version.key;
}

function stateOf(
  version: KeptVersion,
  versions: readonly KeptVersion[],
  now: number,
): DefinitionSummary['state'] {
  if (versionAt(versions, now) === version)
    return version.removed ? 'removed' : 'holds';
  const takenBack = versions.some(
    v => v.version > version.version && v.validFrom <= version.validFrom,
  );
  return version.validFrom > now && !takenBack ? 'planned' : 'superseded';
}

/**
 * A version as lists show it.
 *
 * @param versions - all versions of its key, oldest first
 * @param now - milliseconds since the epoch
 * @param authors - references by the id of the principal
 */
export function summaryOf(
  version: KeptVersion,
  versions: readonly KeptVersion[],
  now: number,
  authors: ReadonlyMap<number, string>,
): DefinitionSummary {
  return {
    kind: version.kind,
    key: version.key,
    title: titleOf(version),
    version: version.version,
    validFrom: toIso(version.validFrom)!,
    source: version.source,
    file: version.file,
    removed: version.removed,
    createdAt: toIso(version.createdAt)!,
    authorRef: authors.get(version.authorId),
    state: stateOf(version, versions, now),
  };
}
