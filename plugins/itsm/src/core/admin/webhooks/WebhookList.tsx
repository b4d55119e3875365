import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { webhookRoutes } from '@callboard/plugin-itsm-common';
import type { WebhookWithSecret } from '@callboard/plugin-itsm-common';
import {
  FilterWords,
  RelativeTime,
  RouterLink,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../AdminPart.module.css';
import { AdminStates } from '../AdminStates';
import { AdminTable } from '../AdminTable';
import { adminRouteRef } from '../routes';
import { adminTranslationRef } from '../translation';
import { SecretOnce } from './SecretOnce';
import { kindWords } from './kindWords';
import { WebhookForm } from './WebhookForm';
import { WebhookState } from './WebhookState';

/** All receivers with how they do; adding one shows its secret once. */
export function WebhookList() {
  const { t } = useTranslationRef(adminTranslationRef);
  const base = useRouteRef(adminRouteRef)?.() ?? '';
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<WebhookWithSecret>();
  const query = useItsmQuery(webhookRoutes.listWebhooks, { live: true });
  const add = useItsmMutation(webhookRoutes.addWebhook);
  const addButton = (
    <Button
      variant="primary"
      iconStart={<RiAddLine />}
      onPress={() => setAdding(true)}
    >
      {t('webhooks.add')}
    </Button>
  );
  return (
    <div className={styles.part}>
      <div className={styles.bar}>
        <p className={styles.intro}>{t('webhooks.intro')}</p>
        {Boolean(query.data?.items.length) && addButton}
      </div>
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{
          title: t('webhooks.empty'),
          next: t('webhooks.emptyNext'),
          actions: addButton,
        }}
      >
        {data => (
          <AdminTable
            label={t('section.webhooks')}
            items={data.items}
            idOf={w => w.id}
            columns={[
              {
                id: 'url',
                label: t('webhooks.url'),
                render: w => (
                  <>
                    <RouterLink to={`${base}/webhooks/${w.id}`}>
                      {w.description ?? w.url}
                    </RouterLink>
                    {w.description && (
                      <span className={`${styles.about} ${styles.code}`}>
                        {w.url}
                      </span>
                    )}
                  </>
                ),
              },
              {
                id: 'kinds',
                label: t('webhooks.kinds'),
                render: w => (
                  <>
                    {kindWords(w.kinds) || t('webhooks.allKinds')}
                    {w.predicate !== undefined && (
                      <div className={styles.about}>
                        <FilterWords
                          type={w.recordTypes}
                          predicate={w.predicate}
                          brief
                        />
                      </div>
                    )}
                  </>
                ),
              },
              {
                id: 'state',
                label: t('deliveries.status'),
                render: w => <WebhookState webhook={w} />,
              },
              {
                id: 'success',
                label: t('webhooks.lastSuccess'),
                render: w =>
                  w.lastSuccessAt ? (
                    <RelativeTime instant={w.lastSuccessAt} />
                  ) : (
                    '–'
                  ),
              },
            ]}
          />
        )}
      </AdminStates>
      {adding && (
        <WebhookForm
          title={t('webhooks.add')}
          action={t('webhooks.create')}
          isPending={add.isPending}
          error={add.error}
          onClose={() => setAdding(false)}
          onSubmit={(values, done) =>
            add.mutate(
              {
                body: {
                  ...values,
                  description: values.description || undefined,
                  predicate: values.predicate ?? undefined,
                },
              },
              {
                onSuccess: webhook => {
                  done();
                  setAdding(false);
                  setAdded(webhook);
                },
              },
            )
          }
        />
      )}
      {added && (
        <SecretOnce secret={added.secret} onClose={() => setAdded(undefined)} />
      )}
    </div>
  );
}
