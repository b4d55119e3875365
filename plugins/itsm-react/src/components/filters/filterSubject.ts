import type { FieldInfo } from '@callboard/plugin-itsm-common';

/** What a filter by fields is asked of. */
export interface FilterSubject {
  /** The record types whose fields can be asked about; an empty list for all. */
  type: string | readonly string[];
  /** Leaves out fields that cannot be asked about here. */
  offers?: (field: FieldInfo) => boolean;
  /** Nobody in particular asks, so that "me" and "my groups" would be nobody. */
  impersonal?: boolean;
}
