import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { PortfolioService } from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  PropertyList,
  RecordSection,
} from '@callboard/plugin-itsm-react';
import type { FactPage } from '@callboard/plugin-itsm-react';
import { serviceRouteRef } from '../../routes';
import { ServiceLink } from '../../services/ServiceLink';
import { SERVICE_RECORD_FIELDS } from '../fields';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';

const nameIn = ({ entityName, givenRef }: PortfolioService) =>
  entityName ?? givenRef?.split('/')[1] ?? '';

/** What the service is in the catalog, and the way to bind it. */
export function Binding(props: { service: PortfolioService; page: FactPage }) {
  const { service, page } = props;
  const { binding, entityRef, refs } = service;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const hasPage = useRouteRef(serviceRouteRef) !== undefined;
  const words = t(`binding.${binding}`, { name: nameIn(service) });
  const isFault = binding === 'gone' || binding === 'taken';
  const common = {
    fields: SERVICE_RECORD_FIELDS,
    record: service,
    page,
    empty: t('record.none'),
  };
  return (
    <RecordSection title={t('binding.title')}>
      {isFault ? (
        <Alert status="warning" icon title={words} />
      ) : (
        <p className={styles.hint}>{words}</p>
      )}
      {entityRef && hasPage && binding !== 'gone' && (
        <p className={styles.hint}>
          {`${t('record.servicePage')}: `}
          <ServiceLink entityRef={entityRef} refs={refs} />
        </p>
      )}
      <div className={styles.half}>
        <PropertyList label={t('binding.title')}>
          <EditableFact name="entityRef" {...common} />
          {(!entityRef || service.entityName) && (
            <EditableFact name="entityName" {...common} />
          )}
        </PropertyList>
      </div>
    </RecordSection>
  );
}
