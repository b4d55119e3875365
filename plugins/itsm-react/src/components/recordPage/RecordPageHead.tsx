import { Alert } from '@backstage/ui';
import type { Lifecycle, StatusCategory } from '@callboard/plugin-itsm-common';
import type { ReactNode } from 'react';
import { errorSentence } from '../../api/errors';
import { RecordParts } from '../../api/recordParts';
import { RecordHead } from '../record/RecordLayout';
import { RemindMenu } from '../record/RemindMenu';
import { WatchButton } from '../record/WatchButton';
import { StatusChip } from '../StatusChip';
import type { AnyRecord } from './RecordRest';

/** The head of a record's page: what it is, how it stands, and whether it could be looked at again. */
export function RecordPageHead(props: {
  record: AnyRecord & {
    title: string;
    status: string;
    statusCategory: StatusCategory;
  };
  type: string;
  lifecycle: Lifecycle;
  /** Why it could not be loaded again, if it could not. */
  error: unknown;
  /** Beside its status. */
  children?: ReactNode;
}) {
  const { record, type, lifecycle, error } = props;
  const { number, title, viewer, participants } = record;
  return (
    <>
      {Boolean(error) && (
        <Alert status="warning" icon title={errorSentence(error)} />
      )}
      <RecordHead
        number={number}
        title={title}
        tools={
          <>
            <RemindMenu number={number} />
            <WatchButton
              number={number}
              viewer={viewer}
              participants={participants}
            />
          </>
        }
      >
        <StatusChip
          status={record.status}
          category={record.statusCategory}
          lifecycle={lifecycle}
        />
        {props.children}
        <RecordParts type={type} place="head" number={number} />
      </RecordHead>
    </>
  );
}
