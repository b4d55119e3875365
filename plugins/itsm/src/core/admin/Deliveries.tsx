import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import {
  DELIVERY_CHANNELS,
  DELIVERY_STATES,
  deliveryRoutes,
} from '@callboard/plugin-itsm-common';
import type { DeliveryView } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import styles from './AdminPart.module.css';
import { AdminStates } from './AdminStates';
import { ConfirmButton } from './ConfirmButton';
import { DeliveryTable } from './DeliveryTable';
import { adminTranslationRef } from './translation';
import { Turner } from './Turner';
import { useAct } from './useAct';
import { useLookEvery } from './useLookEvery';

const ALL = 'all';

/** Sends one again, or gives up one that waits. */
function Actions(props: { delivery: DeliveryView }) {
  const { delivery } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const replay = useAct(deliveryRoutes.replayDelivery, () =>
    t('deliveries.replayed'),
  );
  const cancel = useAct(deliveryRoutes.cancelDelivery, () =>
    t('deliveries.cancelled'),
  );
  const params = { id: delivery.id };
  const about = delivery.subject.number ?? delivery.topic;
  return delivery.state === 'waiting' ? (
    <Button
      size="small"
      variant="secondary"
      aria-label={`${t('deliveries.cancel')}: ${about}`}
      isPending={cancel.isPending}
      onPress={() => cancel.act({ params })}
    >
      {t('deliveries.cancel')}
    </Button>
  ) : (
    <Button
      size="small"
      variant={delivery.state === 'failed' ? 'primary' : 'secondary'}
      aria-label={`${t('deliveries.replay')}: ${about}`}
      isPending={replay.isPending}
      onPress={() => replay.act({ params })}
    >
      {t('deliveries.replay')}
    </Button>
  );
}

/** What left the system and what did not; failed ones first. */
export function Deliveries() {
  const { t } = useTranslationRef(adminTranslationRef);
  const url = useUrlValues();
  const asked = url.get('state');
  const state = asked === ALL ? undefined : asked || 'failed';
  const channel = DELIVERY_CHANNELS.find(c => c === url.get('channel'));
  const query = useItsmQuery(deliveryRoutes.listDeliveries, {
    query: { state, channel, cursor: url.get('cursor'), limit: 25 },
    keepPrevious: true,
  });
  const replayAll = useAct(deliveryRoutes.replayFailed, ({ replayed }) =>
    t('deliveries.replayedAll', { count: replayed } as never),
  );
  useLookEvery(10_000, query.refetch);
  const weekAgo = () => DateTime.utc().minus({ days: 7 }).toISO();
  return (
    <div className={styles.part}>
      <p className={styles.intro}>{t('deliveries.intro')}</p>
      <div className={styles.bar}>
        <div className={styles.filters}>
          <Select
            aria-label={t('deliveries.show')}
            options={[
              ...DELIVERY_STATES.map(id => ({
                id,
                label: t(`deliveries.state.${id}`),
              })),
              { id: ALL, label: t('deliveries.all') },
            ]}
            value={state ?? ALL}
            onChange={key => url.set({ state: String(key), cursor: undefined })}
          />
          <Select
            aria-label={t('deliveries.channel.label')}
            options={[
              { id: ALL, label: t('deliveries.channel.all') },
              ...DELIVERY_CHANNELS.map(id => ({
                id,
                label: t(`deliveries.channel.${id}`),
              })),
            ]}
            value={channel ?? ALL}
            onChange={key =>
              url.set({
                channel: key === ALL ? undefined : String(key),
                cursor: undefined,
              })
            }
          />
        </div>
        {state === 'failed' && Boolean(query.data?.items.length) && (
          <ConfirmButton
            question={t('deliveries.replayAllAsk')}
            isPending={replayAll.isPending}
            onConfirm={() =>
              replayAll.act({
                body: { since: weekAgo(), ...(channel && { channel }) },
              })
            }
          >
            {t('deliveries.replayAll')}
          </ConfirmButton>
        )}
      </div>
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{
          title:
            state === 'failed'
              ? t('deliveries.emptyFailed')
              : t('deliveries.empty'),
          next: t('deliveries.emptyNext'),
        }}
      >
        {data => (
          <>
            <DeliveryTable
              items={data.items}
              recipientOf={d =>
                d.channel === 'notification' ? (
                  <RefLabel entityRef={d.recipient} refs={undefined} />
                ) : (
                  <>
                    {t('deliveries.channel.webhook')}
                    <span className={`${styles.about} ${styles.code}`}>
                      {d.answer?.url ?? d.recipient}
                    </span>
                  </>
                )
              }
              actions={d => <Actions delivery={d} />}
            />
            <Turner pageInfo={data.pageInfo} />
          </>
        )}
      </AdminStates>
    </div>
  );
}
