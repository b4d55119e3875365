import type { JournalRow } from '@callboard/plugin-itsm-node';
import type { Subject } from '../deliveries/subjects';
import type { Endpoint } from './EndpointStore';
import type { RecordPredicates } from './RecordPredicates';

/**
 * Why a receiver is not told of an entry, or undefined if it is. Asked when the entry is read and
 * again when it is sent: what became restricted in between stays here.
 */
export function whyNot(
  endpoint: Endpoint,
  entry: Pick<JournalRow, 'kind' | 'audience'>,
  subject: Subject,
  predicates: RecordPredicates,
): string | undefined {
  const { record } = subject;
  const { recordTypes, kinds, predicate, includeInternal } = endpoint;
  if (recordTypes.length > 0 && !recordTypes.includes(record.type))
    return 'It does not want this record type';
  if (kinds.length > 0 && !kinds.includes(entry.kind))
    return 'It does not want this kind';
  if (record.visibility === 'restricted' && !endpoint.includeRestricted)
    return 'The record is restricted';
  if (entry.audience === 'internal' && !includeInternal)
    return 'It is internal';
  if (predicate && !predicates.matches(predicate, subject, includeInternal))
    return 'The record does not meet its predicate';
  return undefined;
}
