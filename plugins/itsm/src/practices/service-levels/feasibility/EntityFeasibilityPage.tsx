import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { FeasibilityExplanation } from '@callboard/plugin-itsm-common';
import {
  Message,
  PageBody,
  RecordSection,
  RefLabel,
  refTitle,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { useServiceLevelAddresses } from '../addresses';
import { AvailabilityOf, Improve } from './AvailabilityOf';
import styles from './Feasibility.module.css';
import { PromisedTimes } from './PromisedTimes';
import { feasibilityTranslationRef } from './translation';
import { useExplanation } from './useFeasibility';

function Explained({ told }: { told: FeasibilityExplanation }) {
  const { entityRef, availability, times, refs, wholeCatalog } = told;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  return (
    <>
      <p className={styles.text}>
        <RefLabel entityRef={entityRef} refs={refs} />
      </p>
      <div className={styles.columns}>
        <div className={styles.parts}>
          {availability ? (
            <AvailabilityOf
              entityRef={entityRef}
              availability={availability}
              refs={refs}
            />
          ) : (
            <Message small title={t('availability.noCmdb')} />
          )}
          {times.length > 0 && (
            <RecordSection title={t('times.title')}>
              <PromisedTimes times={times} refs={refs} />
            </RecordSection>
          )}
          {!wholeCatalog && <p className={styles.hint}>{t('partial')}</p>}
        </div>
        {availability && availability.improve.length > 0 && (
          <Improve improve={availability.improve} refs={refs} />
        )}
      </div>
    </>
  );
}

/** Whether the promises about an item can be kept, and how that comes about. */
export function EntityFeasibilityPage() {
  const { kind = '', namespace = '', name = '' } = useParams();
  const entityRef = `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useExplanation(entityRef);
  const called = refTitle(entityRef, query.data?.refs);
  const title = t('of', { name: called });
  usePageTitle(title);
  return (
    <BreadcrumbEntry
      entry={{ label: called, href: addresses.feasibilityOf(entityRef) ?? '' }}
    >
      <PageBody
        title={title}
        actions={
          <ButtonLink
            size="small"
            variant="tertiary"
            iconStart={<RiArrowLeftLine />}
            href={addresses.feasibility ?? ''}
          >
            {t('back')}
          </ButtonLink>
        }
      >
        <AdminStates
          query={query}
          isEmpty={({ availability, times }) =>
            times.length === 0 &&
            availability !== undefined &&
            availability.promises.length + availability.counted.length === 0
          }
          empty={{ title: t('empty.entity'), next: t('empty.entityNext') }}
        >
          {told => <Explained told={told} />}
        </AdminStates>
      </PageBody>
    </BreadcrumbEntry>
  );
}
