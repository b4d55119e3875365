import { InputError } from '@backstage/errors';
import type { NewDesignEvidence } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordView,
} from '@callboard/plugin-itsm-node';
import type { DesignStore, EvidenceRow } from './DesignStore';
import type { PresentedEvidence } from './presentSections';
import { readRecords } from './readRecords';

interface Tools {
  kernel: Pick<ItsmKernel, 'records' | 'recordTypes'>;
  store: Pick<DesignStore, 'attachments'>;
}

/**
 * The id of what evidence leads to, of records and files.
 *
 * @throws NotFoundError for a record that the caller may not read, InputError for a file of another one
 */
export async function evidenceTarget(
  { kernel, store }: Tools,
  caller: Caller,
  { record, viewer }: RecordView,
  said: NewDesignEvidence,
): Promise<string | undefined> {
  if (said.kind === 'record')
    return (await kernel.records.view(caller, said.record)).record.id;
  if (said.kind !== 'attachment') return undefined;
  const found = await store.attachments(
    record.id,
    [said.attachment],
    viewer.seesInternal,
  );
  if (!found.has(said.attachment))
    throw new InputError(
      `attachment: ${record.number} has no such file; add it to the service first`,
    );
  return said.attachment;
}

/** Evidence as the caller may see it: of records and files that they may not read, only that it is there. */
export async function seenEvidence(
  { kernel, store }: Tools,
  caller: Caller,
  { record, viewer }: RecordView,
  rows: readonly EvidenceRow[],
): Promise<PresentedEvidence[]> {
  const targets = (kind: EvidenceRow['kind']) => [
    ...new Set(
      rows.flatMap(row =>
        row.kind === kind && row.targetId ? [row.targetId] : [],
      ),
    ),
  ];
  const [records, files] = await Promise.all([
    readRecords(kernel, caller, targets('record'), { keys: [] }),
    store.attachments(record.id, targets('attachment'), viewer.seesInternal),
  ]);
  const types = new Map(
    kernel.recordTypes.all().map(type => [type.type, type]),
  );
  return rows.map(row => {
    const named = row.targetId ? records.get(row.targetId) : undefined;
    const name = row.targetId ? files.get(row.targetId) : undefined;
    return {
      row,
      record: named && {
        number: named.number,
        title: named.title,
        type: named.type,
        statusLabel:
          types.get(named.type)?.lifecycle.states[named.status]?.label ??
          named.status,
      },
      attachment:
        row.targetId && name !== undefined
          ? { id: row.targetId, name }
          : undefined,
    };
  });
}
