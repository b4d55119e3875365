import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { operationRoutes } from '@callboard/plugin-itsm-common';
import type { DueItemView } from '@callboard/plugin-itsm-common';
import {
  countWords,
  RelativeTime,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import styles from './AdminPart.module.css';
import { AdminStates } from './AdminStates';
import { AdminTable } from './AdminTable';
import { ConfirmButton } from './ConfirmButton';
import { adminTranslationRef } from './translation';
import { Turner } from './Turner';
import { useAct } from './useAct';
import { useLookEvery } from './useLookEvery';

const STATES = ['overdue', 'waiting', 'failed'] as const;
type Shown = (typeof STATES)[number];
const ALL = 'all';

/** Retries or takes back one item. */
function Actions(props: { item: DueItemView }) {
  const { item } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const retry = useAct(operationRoutes.retryDue, () => t('due.retried'));
  const cancel = useAct(operationRoutes.cancelDue, () => t('due.cancelled'));
  const title = item.title ?? item.kind;
  const params = { id: item.id };
  return (
    <span className={styles.buttons}>
      {(item.state === 'failed' || item.attempts > 0) && (
        <Button
          size="small"
          variant="primary"
          aria-label={`${t('retry')}: ${title}`}
          isPending={retry.isPending}
          onPress={() => retry.act({ params })}
        >
          {t('retry')}
        </Button>
      )}
      <ConfirmButton
        destructive
        aria-label={`${t('due.cancel')}: ${title}`}
        question={t('due.cancelAsk', { title })}
        isPending={cancel.isPending}
        onConfirm={() => cancel.act({ params })}
      >
        {t('due.cancel')}
      </ConfirmButton>
    </span>
  );
}

/** What is to happen later, what should have happened, and what failed to. */
export function DueWork() {
  const { t } = useTranslationRef(adminTranslationRef);
  const url = useUrlValues();
  const shown: Shown =
    STATES.find(state => state === url.get('state')) ?? 'overdue';
  const kind = url.get('kind');
  const summary = useItsmQuery(operationRoutes.summarizeDue);
  const query = useItsmQuery(operationRoutes.listDue, {
    query: { state: shown, kind, cursor: url.get('cursor') },
    keepPrevious: true,
  });
  const retryAll = useAct(operationRoutes.retryFailedDue, ({ retried }) =>
    t('due.retriedAll', { count: retried } as never),
  );
  useLookEvery(10_000, query.refetch);
  useLookEvery(10_000, summary.refetch);
  const kinds = summary.data?.kinds ?? [];
  return (
    <div className={styles.part}>
      <p className={styles.intro}>{t('due.intro')}</p>
      <div className={styles.bar}>
        <div className={styles.filters}>
          <ToggleButtonGroup
            aria-label={t('due.show')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[shown]}
            onSelectionChange={keys =>
              url.set({ state: String([...keys][0]), cursor: undefined })
            }
          >
            {STATES.map(state => (
              <ToggleButton key={state} id={state}>
                {summary.data
                  ? `${t(`due.${state}`)} ${countWords(summary.data[state])}`
                  : t(`due.${state}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Select
            aria-label={t('due.kind')}
            options={[
              { id: ALL, label: t('due.allKinds') },
              ...kinds.map(k => ({ id: k.kind, label: k.title })),
            ]}
            value={kind || ALL}
            onChange={key =>
              url.set({
                kind: key === ALL ? undefined : String(key),
                cursor: undefined,
              })
            }
          />
        </div>
        {shown === 'failed' && Boolean(summary.data?.failed) && (
          <ConfirmButton
            question={t('due.retryAllAsk')}
            isPending={retryAll.isPending}
            onConfirm={() => retryAll.act({ body: { ...(kind && { kind }) } })}
          >
            {t('due.retryAll')}
          </ConfirmButton>
        )}
      </div>
      {summary.data && (
        <p className={styles.intro}>
          {summary.data.nextDueAt ? (
            <>
              {t('due.nextAt')}{' '}
              <RelativeTime instant={summary.data.nextDueAt} />
            </>
          ) : (
            t('due.none')
          )}
        </p>
      )}
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{
          title: t(`due.empty.${shown}`),
          next: t(`due.emptyNext.${shown}`),
        }}
      >
        {data => (
          <>
            <AdminTable
              label={t(`due.${shown}`)}
              items={data.items}
              idOf={item => item.id}
              columns={[
                {
                  id: 'what',
                  label: t('due.what'),
                  render: item => (
                    <>
                      {item.title ?? t('due.unknown')}
                      <span className={`${styles.about} ${styles.code}`}>
                        {item.kind} {item.key}
                      </span>
                    </>
                  ),
                },
                {
                  id: 'when',
                  label: t('due.when'),
                  render: item => <RelativeTime instant={item.dueAt} />,
                },
                {
                  id: 'attempts',
                  label: t('due.attempts'),
                  align: 'right',
                  render: item => item.attempts,
                },
                {
                  id: 'error',
                  label: t('due.error'),
                  render: item =>
                    item.lastError ? (
                      <span className={styles.error}>{item.lastError}</span>
                    ) : (
                      '–'
                    ),
                },
              ]}
              actions={item => <Actions item={item} />}
            />
            <Turner pageInfo={data.pageInfo} />
          </>
        )}
      </AdminStates>
    </div>
  );
}
