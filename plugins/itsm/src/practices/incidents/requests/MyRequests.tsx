import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  FailureMessage,
  Message,
  PageBody,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { fileIncidentRouteRef } from '../routes';
import { Disruptions } from './Disruptions';
import { FollowedServices } from './FollowedServices';
import styles from './MyRequests.module.css';
import { RequestCard } from './RequestCard';
import { requestsTranslationRef } from './translation';
import { useMyRequests } from './useMyRequests';

/** What I asked for, as cards in plain words; what does not work at the moment stands on top. */
export function MyRequests() {
  const { t } = useTranslationRef(requestsTranslationRef);
  const url = useUrlValues();
  const over = url.get('show') === 'over';
  const fileHref = useRouteRef(fileIncidentRouteRef)?.();
  const requests = useMyRequests(over);
  const { items, refs, error } = requests;
  usePageTitle(t('list.title'));
  const report = fileHref && (
    <ButtonLink
      href={fileHref}
      variant="primary"
      iconStart={<RiAlarmWarningLine />}
    >
      {t('list.report')}
    </ButtonLink>
  );
  return (
    <PageBody title={t('list.title')} actions={report}>
      <Disruptions />
      <div className={styles.columns}>
        <div className={styles.main}>
          <ToggleButtonGroup
            aria-label={t('list.show')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[over ? 'over' : 'open']}
            onSelectionChange={keys =>
              url.set({ show: [...keys][0] === 'over' ? 'over' : '' })
            }
          >
            <ToggleButton id="open">{t('list.open')}</ToggleButton>
            <ToggleButton id="over">{t('list.over')}</ToggleButton>
          </ToggleButtonGroup>
          {error && !items && (
            <FailureMessage error={error} onRetry={() => requests.refetch()} />
          )}
          {requests.isPending && (
            <div className={styles.cards} aria-busy="true">
              <Skeleton height={132} />
              <Skeleton height={132} />
            </div>
          )}
          {items?.length === 0 && (
            <Message
              title={t(over ? 'list.empty.over' : 'list.empty.title')}
              actions={over ? undefined : report}
            >
              {t(over ? 'list.empty.overNext' : 'list.empty.next')}
            </Message>
          )}
          <ul className={styles.cards}>
            {items?.map(request => (
              <li key={request.id}>
                <RequestCard request={request} refs={refs} />
              </li>
            ))}
          </ul>
          {requests.hasMore && (
            <Button
              variant="secondary"
              isPending={requests.isLoadingMore}
              onPress={() => requests.loadMore()}
            >
              {t('list.more')}
            </Button>
          )}
        </div>
        <FollowedServices />
      </div>
    </PageBody>
  );
}
