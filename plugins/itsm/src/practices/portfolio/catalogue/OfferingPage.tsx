import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import {
  catalogueRoutes,
  type Offering,
  type OfferingState,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  isNotFound,
  Markdown,
  PageBody,
  Pill,
  Property,
  PropertyList,
  RecordSection,
  RefLabel,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import { RiCheckLine, RiForbidLine, RiPencilLine } from '@remixicon/react';
import type { ReactElement } from 'react';
import { useParams } from 'react-router-dom';
import { adminRouteRef } from '../../../core/admin/routes';
import { servicesRouteRef } from '../routes';
import { ServiceLink } from '../services/ServiceLink';
import { AskButton } from './AskButton';
import styles from './Catalogue.module.css';
import { Levels } from './Levels';
import { Offer } from './ServiceCard';
import { catalogueTranslationRef } from './translation';
import { usePriceWords } from './words';

const LOOKS: Record<OfferingState, { tone: Tone; icon: ReactElement }> = {
  draft: { tone: 'info', icon: <RiPencilLine aria-hidden /> },
  offered: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  withdrawn: { tone: 'neutral', icon: <RiForbidLine aria-hidden /> },
};

function Facts({ offering }: { offering: Offering }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const priceOf = usePriceWords();
  const { audience, price, availability, support, ownerRef, refs } = offering;
  const fact = (label: string, value: string | undefined) =>
    value && <Property label={label}>{value}</Property>;
  return (
    <RecordSection title={t('offering.facts')}>
      <PropertyList label={t('offering.facts')}>
        <Property label={t('offering.of')}>
          <span className={styles.facts}>
            <ServiceLink entityRef={offering.serviceRef} refs={refs} />
          </span>
        </Property>
        {fact(t('offering.audience'), audience)}
        {fact(t('offering.price'), priceOf(price))}
        {fact(t('offering.availability'), availability)}
        {fact(t('offering.support'), support)}
        {ownerRef && (
          <Property label={t('offering.owner')}>
            <RefLabel entityRef={ownerRef} refs={refs} />
          </Property>
        )}
      </PropertyList>
    </RecordSection>
  );
}

function Asking({ offering }: { offering: Offering }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { asking, state } = offering;
  return (
    <RecordSection title={t('ask.how')}>
      <div className={styles.ask}>
        {state === 'offered' ? (
          <>
            {asking.text && <p>{asking.text}</p>}
            {!asking.text && asking.way === 'incident' && (
              <p className={styles.quiet}>{t('ask.incidentHint')}</p>
            )}
            <AskButton offering={offering} size="medium" variant="primary" />
          </>
        ) : (
          <p>{t('ask.notNow')}</p>
        )}
      </div>
    </RecordSection>
  );
}

function Body({ offering }: { offering: Offering }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { summary, description, state, others, levels } = offering;
  const { tone, icon } = LOOKS[state];
  return (
    <>
      {state !== 'offered' && (
        <div>
          <Pill tone={tone} icon={icon}>
            {t(`offering.state.${state}`)}
          </Pill>{' '}
          <span className={styles.quiet}>
            {t(`offering.stateHint.${state}`)}
          </span>
        </div>
      )}
      {offering.serviceGone && (
        <Alert
          status="warning"
          icon
          title={t('offering.gone')}
          description={t('offering.goneNext')}
        />
      )}
      <p className={styles.summary}>{summary}</p>
      <div className={styles.columns}>
        <div className={styles.stack}>
          {description && (
            <RecordSection title={t('offering.about')}>
              <Markdown>{description}</Markdown>
            </RecordSection>
          )}
          <RecordSection title={t('offering.levels')}>
            <Levels levels={levels} />
          </RecordSection>
          {others.length > 0 && (
            <RecordSection title={t('offering.others')}>
              <ul className={styles.offers}>
                {others.map(other => (
                  <Offer key={other.key} offering={other} />
                ))}
              </ul>
            </RecordSection>
          )}
        </div>
        <div className={styles.stack}>
          <Asking offering={offering} />
          <Facts offering={offering} />
        </div>
      </div>
    </>
  );
}

/** What a service offers: what one gets, what one can rely on, how to ask for it. */
export function OfferingPage() {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { key = '' } = useParams();
  const { data, error, refetch } = useItsmQuery(catalogueRoutes.offering, {
    params: { key },
  });
  const back = useRouteRef(servicesRouteRef)?.();
  const admin = useRouteRef(adminRouteRef)?.();
  const title = data?.name ?? t('offering.title');
  usePageTitle(title);
  return (
    <PageBody
      title={title}
      back={{ href: back, label: t('offering.back') }}
      actions={
        admin &&
        data && (
          <ButtonLink
            variant="tertiary"
            href={`${admin}/definitions/offering/${encodeURIComponent(key)}`}
          >
            {t('offering.edit')}
          </ButtonLink>
        )
      }
    >
      {!data && error && (
        <FailureMessage
          error={error}
          onRetry={() => refetch()}
          actions={
            isNotFound(error) &&
            back && (
              <ButtonLink variant="secondary" href={back}>
                {t('offering.showAll')}
              </ButtonLink>
            )
          }
        />
      )}
      {!data && !error && (
        <div aria-busy="true" className={styles.stack}>
          <Skeleton height={28} width="60%" />
          <div className={styles.columns}>
            <Skeleton height={280} />
            <div className={styles.stack}>
              <Skeleton height={140} />
              <Skeleton height={280} />
            </div>
          </div>
        </div>
      )}
      {data && <Body offering={data} />}
    </PageBody>
  );
}
