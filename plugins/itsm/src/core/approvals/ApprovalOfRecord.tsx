import { ApprovalPanel } from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';

/** The approval of a record; whoever only asked for something sees its status, which says enough. */
export function ApprovalOfRecord({ number, type, plain }: RecordPartProps) {
  return plain ? <></> : <ApprovalPanel number={number} type={type} />;
}
