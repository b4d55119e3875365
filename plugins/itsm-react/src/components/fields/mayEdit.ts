import type { Lifecycle, Viewer } from '@callboard/plugin-itsm-common';

/**
 * Whether the viewer may edit a record's fields now: who works on it always, its requester until
 * somebody takes it up. The server has the last word; this keeps pencils away that it would refuse.
 */
export function mayEdit(
  record: { status: string; viewer: Viewer },
  lifecycle: Lifecycle,
): boolean {
  const { viewer, status } = record;
  if (!viewer.canUpdate) return false;
  if (viewer.standing.includes('worker')) return true;
  return viewer.standing.includes('requester') && status === lifecycle.initial;
}
