import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FailureMessage,
  isNotFound,
  PageBody,
  RefusalAlert,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { useIncident } from '../record/useIncident';
import { requestRouteRef, requestsRouteRef } from '../routes';
import { RequestedIncident } from './RequestedIncident';
import { requestsTranslationRef } from './translation';

/** The page of something that somebody asked for, in plain words, whoever reads it. */
export function RequestPage() {
  const { number } = useRouteRefParams(requestRouteRef);
  const { t } = useTranslationRef(requestsTranslationRef);
  const here = useRouteRef(requestRouteRef)?.({ number }) ?? '';
  const listHref = useRouteRef(requestsRouteRef)?.();
  const page = useIncident(number);
  const { data: incident, error, refetch } = page.query;
  usePageTitle(incident?.title ?? number);
  return (
    <BreadcrumbEntry entry={{ label: number, href: here }}>
      {incident && (
        <RequestedIncident
          key={incident.id}
          incident={incident}
          page={page}
          notice={<RefusalAlert error={error} />}
        />
      )}
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
        <PageBody title={number} narrow>
          <Skeleton height={36} />
          <Skeleton height={220} />
        </PageBody>
      )}
    </BreadcrumbEntry>
  );
}
