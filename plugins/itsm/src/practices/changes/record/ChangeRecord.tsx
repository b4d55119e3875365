import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  isNotFound,
  PageBody,
  RecordLayout,
} from '@callboard/plugin-itsm-react';
import { changeListRouteRef } from '../routes';
import { changeRecordTranslationRef } from './translation';
import { ChangeActions } from './ChangeActions';
import { ChangeHead } from './ChangeHead';
import { ChangeMain } from './ChangeMain';
import { ChangeSide } from './ChangeSide';
import { Notices } from './Notices';
import { useChange } from './useChange';
import type { ChangeOnPage } from './useChange';

function Loaded(props: {
  change: Change;
  page: ChangeOnPage;
  embedded?: boolean;
}) {
  const { change, page, embedded } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const failed = page.query.error && (
    <Alert status="warning" icon title={errorSentence(page.query.error)} />
  );
  return (
    <RecordLayout
      embedded={embedded}
      head={
        <>
          {failed}
          <ChangeHead change={change} />
        </>
      }
      actions={
        <ChangeActions change={change} page={page} embedded={embedded} />
      }
      main={
        <>
          <Notices change={change} />
          <ChangeMain change={change} page={page} />
        </>
      }
      side={<ChangeSide change={change} page={page} />}
      sideLabel={t('side')}
    />
  );
}

/**
 * One change with everything that can be done with it, as a page or in a panel beside a list.
 * It brings its own loading, failure and not-found states.
 */
export function ChangeRecord(props: {
  number: string;
  /** In a panel: one column without margins. */
  embedded?: boolean;
}) {
  const { number, embedded } = props;
  const page = useChange(number);
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const listHref = useRouteRef(changeListRouteRef)?.();
  const { data: change, error, refetch } = page.query;
  if (change) {
    return (
      <Loaded key={change.id} change={change} page={page} embedded={embedded} />
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
