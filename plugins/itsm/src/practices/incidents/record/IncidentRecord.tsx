import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  isNotFound,
  PageBody,
  RecordLayout,
} from '@callboard/plugin-itsm-react';
import { RequestedIncident } from '../requests/RequestedIncident';
import { incidentsRouteRef } from '../routes';
import { incidentsTranslationRef } from '../translation';
import { IncidentActions } from './IncidentActions';
import { IncidentHead } from './IncidentHead';
import { IncidentMain } from './IncidentMain';
import { IncidentSide } from './IncidentSide';
import { JoinedBanner } from './JoinedBanner';
import { MajorPanel } from './MajorPanel';
import { useIncident } from './useIncident';
import type { IncidentOnPage } from './useIncident';

/** Whether somebody only asked for it: they read it in plain words. */
export function isForRequester(incident: Incident): boolean {
  const { standing } = incident.viewer;
  return standing.includes('requester') && !standing.includes('worker');
}

function Loaded(props: {
  incident: Incident;
  page: IncidentOnPage;
  embedded?: boolean;
}) {
  const { incident, page, embedded } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const failed = page.query.error && (
    <Alert status="warning" icon title={errorSentence(page.query.error)} />
  );
  if (isForRequester(incident)) {
    return (
      <RequestedIncident incident={incident} page={page} notice={failed} />
    );
  }
  return (
    <RecordLayout
      embedded={embedded}
      head={
        <>
          {failed}
          <IncidentHead incident={incident} />
        </>
      }
      actions={
        <IncidentActions incident={incident} page={page} embedded={embedded} />
      }
      main={
        <>
          <JoinedBanner number={incident.number} />
          <MajorPanel incident={incident} page={page} />
          <IncidentMain incident={incident} page={page} />
        </>
      }
      side={<IncidentSide incident={incident} page={page} />}
      sideLabel={t('record.side')}
    />
  );
}

/**
 * One incident with everything that can be done with it, as a page or in a panel beside a list.
 * It brings its own loading, failure and not-found states.
 */
export function IncidentRecord(props: {
  number: string;
  /** In a panel: one column without margins. */
  embedded?: boolean;
}) {
  const { number, embedded } = props;
  const page = useIncident(number);
  const { t } = useTranslationRef(incidentsTranslationRef);
  const listHref = useRouteRef(incidentsRouteRef)?.();
  const { data: incident, error, refetch } = page.query;
  if (incident) {
    return (
      <Loaded
        key={incident.id}
        incident={incident}
        page={page}
        embedded={embedded}
      />
    );
  }
  if (error) {
    return (
      <FailureMessage
        error={error}
        onRetry={() => refetch()}
        actions={
          isNotFound(error) && listHref && !embedded ? (
            <ButtonLink variant="secondary" href={listHref}>
              {t('record.back')}
            </ButtonLink>
          ) : undefined
        }
      />
    );
  }
  return (
    <PageBody title={number} embedded={embedded}>
      <Skeleton height={36} />
      <Skeleton height={220} />
    </PageBody>
  );
}
