import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { webhookRoutes } from '@callboard/plugin-itsm-common';
import type { DeliveryView } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import styles from '../AdminPart.module.css';
import { AdminStates } from '../AdminStates';
import { ConfirmButton } from '../ConfirmButton';
import { DeliveryTable } from '../DeliveryTable';
import { adminTranslationRef } from '../translation';
import { Turner } from '../Turner';
import { useAct } from '../useAct';
import { useLookEvery } from '../useLookEvery';

function Replay(props: { id: string; delivery: DeliveryView }) {
  const { id, delivery } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const replay = useAct(webhookRoutes.replayWebhookDelivery, () =>
    t('deliveries.replayed'),
  );
  // A test is of its moment; it is sent anew instead.
  if (delivery.state === 'waiting' || delivery.position === undefined)
    return null;
  return (
    <Button
      size="small"
      variant={delivery.state === 'failed' ? 'primary' : 'secondary'}
      aria-label={`${t('deliveries.replay')}: ${
        delivery.subject.number ?? delivery.topic
      }`}
      isPending={replay.isPending}
      onPress={() => replay.act({ params: { id, deliveryId: delivery.id } })}
    >
      {t('deliveries.replay')}
    </Button>
  );
}

/** What was sent to a receiver and how that went, newest first. */
export function WebhookLog(props: { id: string }) {
  const { id } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const url = useUrlValues();
  const query = useItsmQuery(webhookRoutes.listWebhookDeliveries, {
    params: { id },
    query: { cursor: url.get('cursor'), limit: 25 },
    keepPrevious: true,
  });
  const replayAll = useAct(webhookRoutes.replayWebhookFailures, answer =>
    t('deliveries.replayedAll', { count: answer.replayed } as never),
  );
  useLookEvery(5_000, query.refetch);
  const anyFailed = query.data?.items.some(d => d.state === 'failed');
  return (
    <RecordSection
      title={t('webhooks.log')}
      actions={
        anyFailed && (
          <ConfirmButton
            question={t('deliveries.replayAllAsk')}
            isPending={replayAll.isPending}
            onConfirm={() =>
              replayAll.act({
                params: { id },
                body: { since: DateTime.utc().minus({ days: 7 }).toISO() },
              })
            }
          >
            {t('deliveries.replayAll')}
          </ConfirmButton>
        )
      }
    >
      <div className={styles.part}>
        <AdminStates
          query={query}
          isEmpty={data => data.items.length === 0}
          empty={{
            title: t('deliveries.empty'),
            next: t('deliveries.emptyNext'),
          }}
        >
          {data => (
            <>
              <DeliveryTable
                items={data.items}
                actions={d => <Replay id={id} delivery={d} />}
              />
              <Turner pageInfo={data.pageInfo} />
            </>
          )}
        </AdminStates>
      </div>
    </RecordSection>
  );
}
