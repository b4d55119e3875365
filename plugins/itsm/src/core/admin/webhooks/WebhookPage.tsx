import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import { webhookRoutes } from '@callboard/plugin-itsm-common';
import type { WebhookView } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  FilterWords,
  Property,
  PropertyList,
  RecordSection,
  RelativeTime,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import styles from '../AdminPart.module.css';
import { adminRouteRef } from '../routes';
import { adminTranslationRef } from '../translation';
import { kindWords } from './kindWords';
import { useTypeChoices } from './useTypeChoices';
import { WebhookActions } from './WebhookActions';
import { WebhookLog } from './WebhookLog';
import { WebhookState } from './WebhookState';

function Settings(props: { webhook: WebhookView }) {
  const { webhook } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const types = useTypeChoices(webhook.recordTypes);
  const also = [
    webhook.includeInternal && t('webhooks.internal'),
    webhook.includeRestricted && t('webhooks.restricted'),
  ].filter(Boolean);
  return (
    <PropertyList label={t('details')}>
      <Property label={t('webhooks.url')}>
        <span className={styles.code}>{webhook.url}</span>
      </Property>
      <Property label={t('deliveries.status')}>
        <WebhookState webhook={webhook} />
      </Property>
      <Property label={t('webhooks.kinds')}>
        {kindWords(webhook.kinds) || t('webhooks.allKinds')}
        {also.length > 0 && (
          <span className={styles.about}>{also.join(' · ')}</span>
        )}
      </Property>
      {webhook.recordTypes.length > 0 && (
        <Property label={t('webhooks.types')}>
          {types
            .filter(type => webhook.recordTypes.includes(String(type.value)))
            .map(type => type.label)
            .join(' · ')}
        </Property>
      )}
      {webhook.predicate !== undefined && (
        <Property label={t('webhooks.predicate')}>
          <FilterWords
            type={webhook.recordTypes}
            predicate={webhook.predicate}
          />
        </Property>
      )}
      <Property label={t('webhooks.lastSuccess')}>
        {webhook.lastSuccessAt ? (
          <RelativeTime instant={webhook.lastSuccessAt} />
        ) : (
          t('webhooks.never')
        )}
      </Property>
      {webhook.previousSecretUntil && (
        <Property label={t('webhooks.previousUntil')}>
          <RelativeTime instant={webhook.previousSecretUntil} />
        </Property>
      )}
    </PropertyList>
  );
}

/** One receiver: what it is told of, how it does, and all that was sent to it. */
export function WebhookPage() {
  const { id = '' } = useParams();
  const { t } = useTranslationRef(adminTranslationRef);
  const base = useRouteRef(adminRouteRef)?.() ?? '';
  const query = useItsmQuery(webhookRoutes.getWebhook, {
    params: { id },
    live: true,
  });
  const { data, error } = query;
  const back = (
    <ButtonLink
      size="small"
      variant="tertiary"
      iconStart={<RiArrowLeftLine />}
      href={`${base}/webhooks`}
    >
      {t('section.webhooks')}
    </ButtonLink>
  );
  return (
    <div className={styles.part}>
      <div className={styles.bar}>
        {back}
        {data && <WebhookActions webhook={data} />}
      </div>
      {error && !data && (
        <FailureMessage error={error} onRetry={() => query.refetch()} />
      )}
      {query.isPending && <Skeleton height={180} />}
      {data && (
        <>
          <RecordSection title={data.description ?? data.url}>
            <div className={styles.narrow}>
              <Settings webhook={data} />
            </div>
          </RecordSection>
          <WebhookLog id={data.id} />
        </>
      )}
    </div>
  );
}
