import { Alert } from '@backstage/ui';
import type { Lifecycle, StatusCategory } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  RecordHead,
  RecordParts,
  RemindMenu,
  StatusChip,
  WatchButton,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import type { AnyRecord } from './RecordRest';

/** The head of a record's page: what it is, how it stands, and whether it could be looked at again. */
export function CultureHead(props: {
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
