import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  isNotFound,
  PageBody,
  Pill,
  PriorityBadge,
  RecordHead,
  RecordLayout,
  StatusChip,
  TransitionBar,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiLockLine } from '@remixicon/react';
import { INCIDENT_RECORD_FIELDS } from '../fields';
import { incidentRouteRef, incidentsRouteRef } from '../routes';
import { incidentsTranslationRef } from '../translation';
import { IncidentMain } from './IncidentMain';
import { IncidentSide } from './IncidentSide';
import { useIncident } from './useIncident';
import type { IncidentOnPage } from './useIncident';

function Head(props: { incident: Incident }) {
  const { incident } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <RecordHead number={incident.number} title={incident.title}>
      <PriorityBadge priority={incident.priority} />
      <StatusChip
        status={incident.status}
        category={incident.statusCategory}
        lifecycle={incidentLifecycle}
      />
      {incident.visibility === 'restricted' && (
        <Pill
          tone="warning"
          icon={<RiLockLine aria-hidden />}
          title={t('record.restrictedHint')}
        >
          {t('record.restricted')}
        </Pill>
      )}
    </RecordHead>
  );
}

function Loaded(props: { incident: Incident; page: IncidentOnPage }) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <RecordLayout
      head={
        <>
          {page.query.error && (
            <Alert
              status="warning"
              icon
              title={errorSentence(page.query.error)}
            />
          )}
          <Head incident={incident} />
        </>
      }
      actions={
        <TransitionBar
          record={incident}
          viewer={incident.viewer}
          lifecycle={incidentLifecycle}
          fields={INCIDENT_RECORD_FIELDS}
          onTransition={page.take}
          onLoadLatest={page.loadLatest}
        />
      }
      main={<IncidentMain incident={incident} page={page} />}
      side={<IncidentSide incident={incident} page={page} />}
      sideLabel={t('record.side')}
    />
  );
}

/** The page of one incident. */
export function IncidentPage() {
  const { number } = useRouteRefParams(incidentRouteRef);
  const { t } = useTranslationRef(incidentsTranslationRef);
  const page = useIncident(number);
  const listHref = useRouteRef(incidentsRouteRef)?.();
  const here = useRouteRef(incidentRouteRef)?.({ number }) ?? '';
  const { data: incident, error, refetch } = page.query;
  usePageTitle(incident ? `${incident.number} ${incident.title}` : number);
  return (
    <BreadcrumbEntry entry={{ label: number, href: here }}>
      {incident && <Loaded key={incident.id} incident={incident} page={page} />}
      {!incident && error && (
        <FailureMessage
          error={error}
          onRetry={() => refetch()}
          actions={
            isNotFound(error) && listHref ? (
              <ButtonLink variant="secondary" href={listHref}>
                {t('record.back')}
              </ButtonLink>
            ) : undefined
          }
        />
      )}
      {!incident && !error && (
        <PageBody title={number}>
          <Skeleton height={36} />
          <Skeleton height={220} />
        </PageBody>
      )}
    </BreadcrumbEntry>
  );
}
