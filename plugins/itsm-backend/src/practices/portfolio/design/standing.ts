import type {
  RecordChange,
  RecordView,
  StoredRecord,
} from '@callboard/plugin-itsm-node';

/** Why somebody writes neither into the package nor into the plan of a service; undefined if they do. */
export function editRefusal({
  record,
  viewer,
}: Pick<RecordView, 'record' | 'viewer'>): string | undefined {
  if (viewer.canUpdate && viewer.standing.includes('worker')) return undefined;
  return `Only the assignee, the owner group, its collaborators or an agent write into the design and the plan of ${record.number}; ask to be added as a collaborator`;
}

/** Whoever answers for a part of it works on the service: they are added as a collaborator. */
export function ownersOf(
  { ownerRef, assigneeRef }: StoredRecord,
  named: string | undefined,
): RecordChange['participants'] {
  if (!named || named === ownerRef || named === assigneeRef) return undefined;
  return [{ principalRef: named, role: 'collaborator', canRead: true }];
}
