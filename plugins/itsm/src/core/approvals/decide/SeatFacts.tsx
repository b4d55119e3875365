import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SeatToDecide } from '@callboard/plugin-itsm-common';
import {
  Deadline,
  Property,
  PropertyList,
  RecordSection,
  RefLabel,
  RelativeTime,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import styles from '../Approvals.module.css';
import { approvalsTranslationRef } from '../translation';
import { WhyAsked } from '../WhyAsked';

/** Why somebody is asked, by whom, until when, and what the record is about. */
export function SeatFacts(props: {
  data: SeatToDecide;
  recordHref: string;
  /** The record is told of beside it. */
  withoutRecord?: boolean;
}) {
  const { data, recordHref, withoutRecord } = props;
  const { record, step, refs, affected } = data;
  const { t } = useTranslationRef(approvalsTranslationRef);
  return (
    <RecordSection title={t('decide.why')}>
      <WhyAsked item={data} refs={refs} />
      <PropertyList label={t('decide.label')}>
        {step.dueAt && (
          <Property label={t('decide.deadline')}>
            <Deadline dueAt={step.dueAt} />
          </Property>
        )}
        <Property label={t('decide.askedBy')}>
          {data.askedByRef && (
            <RefLabel entityRef={data.askedByRef} refs={refs} />
          )}{' '}
          <RelativeTime instant={data.askedAt} />
        </Property>
        {!withoutRecord && (
          <>
            {record.requesterRef && record.requesterRef !== data.askedByRef && (
              <Property label={t('decide.requester')}>
                <RefLabel entityRef={record.requesterRef} refs={refs} />
              </Property>
            )}
            {record.serviceRef && (
              <Property label={t('decide.service')}>
                <RefLabel entityRef={record.serviceRef} refs={refs} />
              </Property>
            )}
            {record.ownerRef && (
              <Property label={t('decide.owner')}>
                <RefLabel entityRef={record.ownerRef} refs={refs} />
              </Property>
            )}
            {affected.length > 0 && (
              <Property label={t('decide.affected')}>
                <ul className={styles.refs}>
                  {affected.map(ref => (
                    <li key={ref}>
                      <RefLabel entityRef={ref} refs={refs} />
                    </li>
                  ))}
                </ul>
              </Property>
            )}
          </>
        )}
      </PropertyList>
      <p className={styles.all}>
        <RouterLink to={recordHref}>
          {t('decide.record', { number: record.number })}
        </RouterLink>
      </p>
    </RecordSection>
  );
}
