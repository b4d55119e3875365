import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import {
  errorSentence,
  FailureMessage,
  isNotFound,
  PageBody,
  RecordLayout,
} from '@callboard/plugin-itsm-react';
import { registerRouteRef } from '../../routes';
import { InitiativeActions } from './InitiativeActions';
import { InitiativeHead } from './InitiativeHead';
import { InitiativeMain } from './InitiativeMain';
import { InitiativeSide } from './InitiativeSide';
import { initiativeTranslationRef } from './translation';
import { useInitiative } from './useInitiative';

/**
 * One initiative with everything that can be done with it, as a page or in a panel beside a list.
 * It brings its own loading, failure and not-found states.
 */
export function InitiativeRecord(props: {
  number: string;
  /** In a panel: one column without margins. */
  embedded?: boolean;
}) {
  const { number, embedded } = props;
  const page = useInitiative(number);
  const { t } = useTranslationRef(initiativeTranslationRef);
  const listHref = useRouteRef(registerRouteRef)?.();
  const { data: initiative, error, refetch } = page.query;
  if (initiative) {
    const common = { initiative, page };
    return (
      <RecordLayout
        key={initiative.id}
        embedded={embedded}
        head={
          <>
            {error && (
              <Alert status="warning" icon title={errorSentence(error)} />
            )}
            <InitiativeHead initiative={initiative} />
          </>
        }
        actions={<InitiativeActions {...common} embedded={embedded} />}
        main={<InitiativeMain {...common} />}
        side={<InitiativeSide {...common} />}
        sideLabel={t('side')}
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
              {t('back')}
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
