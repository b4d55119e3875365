import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { webhookRoutes } from '@callboard/plugin-itsm-common';
import type { WebhookView } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  useGo,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../AdminPart.module.css';
import { ConfirmButton } from '../ConfirmButton';
import { adminRouteRef } from '../routes';
import { adminTranslationRef } from '../translation';
import { useAct } from '../useAct';
import { SecretOnce } from './SecretOnce';
import { WebhookForm } from './WebhookForm';

/** What can be done with a receiver: test, change, new secret, on and off, remove. */
export function WebhookActions(props: { webhook: WebhookView }) {
  const { webhook } = props;
  const params = { id: webhook.id };
  const { t } = useTranslationRef(adminTranslationRef);
  const toast = useApi(toastApiRef);
  const base = useRouteRef(adminRouteRef)?.() ?? '';
  const go = useGo();
  const [editing, setEditing] = useState(false);
  const [secret, setSecret] = useState<string>();
  const change = useItsmMutation(webhookRoutes.changeWebhook);
  const rotate = useItsmMutation(webhookRoutes.rotateWebhookSecret);
  const test = useItsmMutation(webhookRoutes.testWebhook);
  const remove = useAct(webhookRoutes.removeWebhook, () => {
    go(`${base}/webhooks`, { replace: true });
    return t('webhooks.removed');
  });
  const refused = (e: Error) =>
    toast.post({ title: errorSentence(e), status: 'danger' });
  const sendTest = () =>
    test.mutate(
      { params },
      {
        onSuccess: delivery =>
          toast.post(
            delivery.state === 'sent'
              ? {
                  title: t('webhooks.testOk', {
                    status: String(delivery.answer?.status ?? ''),
                  }),
                  status: 'success',
                }
              : {
                  title: t('webhooks.testFailed', {
                    reason: delivery.lastError ?? delivery.state,
                  }),
                  status: 'danger',
                },
          ),
        onError: refused,
      },
    );
  return (
    <span className={styles.buttons}>
      <Button
        size="small"
        variant="secondary"
        isPending={test.isPending}
        onPress={sendTest}
      >
        {t('webhooks.test')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        onPress={() => {
          change.reset();
          setEditing(true);
        }}
      >
        {t('webhooks.edit')}
      </Button>
      <ConfirmButton
        question={t('webhooks.rotateAsk')}
        isPending={rotate.isPending}
        onConfirm={() =>
          rotate.mutate(
            { params, body: {} },
            { onSuccess: w => setSecret(w.secret), onError: refused },
          )
        }
      >
        {t('webhooks.rotate')}
      </ConfirmButton>
      <Button
        size="small"
        variant="secondary"
        isPending={change.isPending && !editing}
        onPress={() =>
          change.mutate(
            { params, body: { enabled: !webhook.enabled } },
            { onError: refused },
          )
        }
      >
        {webhook.enabled ? t('webhooks.off') : t('webhooks.on')}
      </Button>
      <ConfirmButton
        destructive
        question={t('webhooks.removeAsk')}
        isPending={remove.isPending}
        onConfirm={() => remove.act({ params })}
      >
        {t('webhooks.remove')}
      </ConfirmButton>
      {editing && (
        <WebhookForm
          webhook={webhook}
          title={t('webhooks.editTitle')}
          action={t('save')}
          isPending={change.isPending}
          error={change.error}
          onClose={() => setEditing(false)}
          onSubmit={(values, done) =>
            change.mutate(
              {
                params,
                body: { ...values, description: values.description || null },
              },
              {
                onSuccess: () => {
                  done();
                  setEditing(false);
                },
              },
            )
          }
        />
      )}
      {secret && (
        <SecretOnce secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </span>
  );
}
