import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WebhookView } from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime } from '@callboard/plugin-itsm-react';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiPauseCircleLine,
} from '@remixicon/react';
import styles from '../AdminPart.module.css';
import { adminTranslationRef } from '../translation';

/** Whether a receiver is on, and what it fails at. */
export function WebhookState(props: { webhook: WebhookView }) {
  const { webhook } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const { enabled, failures, failingSince, disabledReason } = webhook;
  return (
    <>
      {!enabled && (
        <Pill tone="neutral" icon={<RiPauseCircleLine aria-hidden />}>
          {t('webhooks.disabled')}
        </Pill>
      )}
      {enabled && failures === 0 && (
        <Pill tone="success" icon={<RiCheckLine aria-hidden />}>
          {t('webhooks.enabled')}
        </Pill>
      )}
      {enabled && failures > 0 && (
        <Pill tone="danger" icon={<RiErrorWarningLine aria-hidden />}>
          {t('webhooks.failing', { count: failures } as never)}
        </Pill>
      )}
      {disabledReason && <span className={styles.error}>{disabledReason}</span>}
      {failures > 0 && failingSince && (
        <span className={styles.about}>
          {t('webhooks.failingSince')} <RelativeTime instant={failingSince} />
        </span>
      )}
      {webhook.pausedUntil && (
        <span className={styles.about}>
          {t('webhooks.paused')} <RelativeTime instant={webhook.pausedUntil} />
        </span>
      )}
    </>
  );
}
