import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  DeliveryState,
  DeliveryView,
} from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiHourglassLine,
  RiSkipForwardLine,
} from '@remixicon/react';
import type { ReactElement, ReactNode } from 'react';
import styles from './AdminPart.module.css';
import { AdminTable } from './AdminTable';
import type { AdminColumn } from './AdminTable';
import { adminTranslationRef } from './translation';

const LOOKS: Record<DeliveryState, { tone: Tone; icon: ReactElement }> = {
  waiting: { tone: 'info', icon: <RiHourglassLine aria-hidden /> },
  sent: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  skipped: { tone: 'neutral', icon: <RiSkipForwardLine aria-hidden /> },
  failed: { tone: 'critical', icon: <RiErrorWarningLine aria-hidden /> },
  cancelled: { tone: 'neutral', icon: <RiCloseCircleLine aria-hidden /> },
};

/** How a delivery stands, what came back, and when it is tried next. */
function State(props: { delivery: DeliveryView }) {
  const { state, lastError, answer, nextAttemptAt } = props.delivery;
  const { t } = useTranslationRef(adminTranslationRef);
  return (
    <>
      <Pill tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
        {t(`deliveries.state.${state}`)}
      </Pill>
      {answer?.status !== undefined && (
        <span className={styles.about}>
          {t('deliveries.answer', {
            status: String(answer.status),
            duration: String(answer.durationMs ?? '?'),
          })}
        </span>
      )}
      {lastError && state !== 'sent' && (
        <span className={state === 'skipped' ? styles.about : styles.error}>
          {lastError}
        </span>
      )}
      {state === 'waiting' && nextAttemptAt && (
        <span className={styles.about}>
          {t('deliveries.next')} <RelativeTime instant={nextAttemptAt} />
        </span>
      )}
    </>
  );
}

/** Deliveries as a table: to whom, about what, how it went. */
export function DeliveryTable(props: {
  items: readonly DeliveryView[];
  /** Names a recipient; absent where all go to the same. */
  recipientOf?: (delivery: DeliveryView) => ReactNode;
  actions: (delivery: DeliveryView) => ReactNode;
}) {
  const { items, recipientOf, actions } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const columns: AdminColumn<DeliveryView>[] = [
    {
      id: 'topic',
      label: t('deliveries.topic'),
      render: d => (
        <>
          {d.subject.number ?? d.subject.type}
          <span className={`${styles.about} ${styles.code}`}>{d.topic}</span>
        </>
      ),
    },
    {
      id: 'state',
      label: t('deliveries.status'),
      render: d => <State delivery={d} />,
    },
    {
      id: 'attempts',
      label: t('deliveries.attempts'),
      align: 'right',
      render: d => d.attempts,
    },
    {
      id: 'created',
      label: t('deliveries.created'),
      render: d => <RelativeTime instant={d.createdAt} />,
    },
  ];
  if (recipientOf) {
    columns.unshift({
      id: 'recipient',
      label: t('deliveries.recipient'),
      render: recipientOf,
    });
  }
  return (
    <AdminTable
      label={t('section.deliveries')}
      items={items}
      idOf={d => d.id}
      columns={columns}
      actions={actions}
    />
  );
}
