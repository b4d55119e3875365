import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FieldDefinition,
  Lifecycle,
  StatusCategory,
} from '@callboard/plugin-itsm-common';
import type { ComponentProps, ReactNode } from 'react';
import { RecordParts } from '../../api/recordParts';
import { PropertyList } from '../fields/PropertyList';
import { RecordLayout, RecordSection } from '../record/RecordLayout';
import { Tasks } from '../record/tasks/Tasks';
import { recordTranslationRef } from '../record/translation';
import { TransitionBar } from '../transitions/TransitionBar';
import type { TransitionBarProps } from '../transitions/TransitionBar';
import type { FactPage } from './EditableFact';
import { RecordPageHead } from './RecordPageHead';
import { RecordDates, RecordStory, RecordTies } from './RecordRest';
import type { AnyRecord } from './RecordRest';

/**
 * The page of a record that is there: its head, what can be done with it, what it says, what others
 * add, its tasks and its story; beside that its facts, links and people. A practice brings what is
 * its own.
 */
export function RecordPageBody(props: {
  record: AnyRecord & {
    id: string;
    version: number;
    title: string;
    status: string;
    statusCategory: StatusCategory;
  };
  type: string;
  lifecycle: Lifecycle;
  /** All fields of the type. */
  fields: readonly FieldDefinition[];
  /** Gives the ways to change it, see `useRecordOnPage`. */
  page: FactPage & {
    query: { error: unknown };
    take: TransitionBarProps['onTransition'];
  };
  /** Beside its status. */
  head?: ReactNode;
  /** What the record says itself, as sections. */
  main: ReactNode;
  /** Its facts, as entries of a property list; when it was made and changed follows. */
  facts: ReactNode;
  /** Between its facts and its links, as sections. */
  side?: ReactNode;
  sideLabel: string;
  /** For the bar of actions, see there. */
  bar?: Pick<TransitionBarProps, 'hints' | 'textTools' | 'more' | 'none'>;
  /** In a panel beside a list. */
  embedded?: boolean;
  /** For the timeline, see there. */
  tell?: ComponentProps<typeof RecordStory>['tell'];
}) {
  const { record, type, lifecycle, fields, page, embedded } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  return (
    <RecordLayout
      embedded={embedded}
      head={
        <RecordPageHead
          record={record}
          type={type}
          lifecycle={lifecycle}
          error={page.query.error}
        >
          {props.head}
        </RecordPageHead>
      }
      actions={
        <TransitionBar
          {...props.bar}
          record={record as unknown as TransitionBarProps['record']}
          viewer={record.viewer}
          lifecycle={lifecycle}
          fields={fields}
          onTransition={page.take}
          onLoadLatest={page.loadLatest}
          embedded={embedded}
        />
      }
      main={
        <>
          <RecordParts type={type} place="top" number={record.number} />
          {props.main}
          <RecordParts type={type} number={record.number} />
          <Tasks number={record.number} />
          <RecordStory
            record={record}
            type={type}
            lifecycle={lifecycle}
            fields={fields}
            tell={props.tell}
          />
        </>
      }
      side={
        <>
          <RecordSection title={t('page.details')}>
            <PropertyList label={t('page.details')}>
              {props.facts}
              <RecordDates record={record} />
            </PropertyList>
          </RecordSection>
          {props.side}
          <RecordTies record={record} />
        </>
      }
      sideLabel={props.sideLabel}
    />
  );
}
