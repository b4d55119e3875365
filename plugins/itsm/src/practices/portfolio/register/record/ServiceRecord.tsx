import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  portfolioServiceRoutes,
  SERVICE,
  serviceLifecycle,
} from '@callboard/plugin-itsm-common';
import type {
  Lifecycle,
  PortfolioService,
} from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  PropertyList,
  RecordPageBody,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { FactPage, RecordOnPage } from '@callboard/plugin-itsm-react';
import { useDesignTelling } from '../../design/useDesignTelling';
import { SERVICE_RECORD_FIELDS } from '../fields';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';
import { Binding } from './Binding';
import { CostFact } from './CostFact';
import { EditableText } from './Texts';

type OnPage = RecordOnPage<typeof portfolioServiceRoutes>;

/** Customers are kept one a line, and edited so. */
function withCustomers(page: OnPage): FactPage {
  return {
    loadLatest: page.loadLatest,
    save: (patch: never, version) => {
      const { customers } = patch as { customers: string | null };
      const list = (customers ?? '')
        .split('\n')
        .map(line => line.trim())
        .filter(Boolean);
      return page.save({ customers: list.length > 0 ? list : null }, version);
    },
  };
}

function Main(props: { service: PortfolioService; page: OnPage }) {
  const { service, page } = props;
  const { viewer, customers = [], fitReason, objectives } = service;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const settings = useItsmQuery(portfolioServiceRoutes.settings, {
    staleTime: Infinity,
  });
  const common = {
    service,
    canEdit: viewer.canEdit,
    onSave: (patch: object, version: number) =>
      page.save(patch as never, version),
  };
  const facts = {
    fields: SERVICE_RECORD_FIELDS,
    record: service,
    page,
    empty: t('record.none'),
  };
  const ended = service.rejectReason ?? service.retireReason;
  return (
    <>
      {ended && (
        <RecordSection
          title={t(
            service.rejectReason
              ? 'record.rejectReason'
              : 'record.retireReason',
          )}
        >
          <Markdown>{ended}</Markdown>
        </RecordSection>
      )}
      <RecordSection title={t('record.purpose')}>
        <EditableText
          {...common}
          name="purpose"
          label={t('record.purpose')}
          empty={t('record.noPurpose')}
        />
      </RecordSection>
      <RecordSection title={t('record.case')}>
        <div className={styles.pair}>
          <div className={styles.lines}>
            <PropertyList label={t('record.case')}>
              <EditableFact name="valueScore" {...facts} />
              <EditableFact name="riskScore" {...facts} />
              <CostFact {...common} currency={settings.data?.currency ?? ''} />
              <EditableFact
                name="businessOwnerRef"
                {...facts}
                empty={t('record.nobody')}
              />
              <EditableFact
                name="customers"
                {...facts}
                record={
                  { ...service, customers: customers.join('\n') } as never
                }
                page={withCustomers(page)}
                empty={t('record.noCustomers')}
              />
            </PropertyList>
          </div>
          <div>
            <h3 className={styles.sub}>{t('record.expectedValue')}</h3>
            <EditableText
              {...common}
              name="expectedValue"
              label={t('record.expectedValue')}
              empty={t('record.noExpectedValue')}
            />
            {(fitReason || !objectives?.length) && (
              <>
                <h3 className={styles.sub}>{t('record.fitReason')}</h3>
                <EditableText
                  {...common}
                  name="fitReason"
                  label={t('record.fitReason')}
                  empty={t('record.none')}
                />
              </>
            )}
          </div>
        </div>
      </RecordSection>
      <Binding service={service} page={page} />
    </>
  );
}

function Facts(props: { service: PortfolioService; page: OnPage }) {
  const { service, page } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const common = {
    fields: SERVICE_RECORD_FIELDS,
    record: service,
    page,
    empty: t('record.nobody'),
  };
  const none = { ...common, empty: t('record.none') };
  const planned = { ...common, empty: t('record.notPlanned') };
  return (
    <>
      <EditableFact name="ownerRef" {...common} />
      <EditableFact name="assigneeRef" {...common} />
      <EditableFact name="tier" {...none} />
      <EditableFact name="plannedStart" {...planned} />
      <EditableFact name="plannedLive" {...planned} />
      <EditableFact name="plannedRetire" {...planned} />
      <EditableFact name="reviewAt" {...none} />
      <EditableFact name="successorRef" {...none} />
      <EditableFact name="visibility" {...none} />
    </>
  );
}

/** One service of the portfolio with everything that can be done with it, as a page or beside a list. */
export function ServiceRecord(props: {
  service: PortfolioService;
  page: OnPage;
  embedded?: boolean;
}) {
  const { service, page, embedded } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const tell = useDesignTelling();
  return (
    <RecordPageBody
      record={service}
      type={SERVICE}
      lifecycle={serviceLifecycle as Lifecycle}
      fields={SERVICE_RECORD_FIELDS}
      page={page}
      main={<Main service={service} page={page} />}
      facts={<Facts service={service} page={page} />}
      sideLabel={t('record.side')}
      tell={tell}
      embedded={embedded}
    />
  );
}
