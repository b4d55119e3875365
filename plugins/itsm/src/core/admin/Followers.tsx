import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { operationRoutes } from '@callboard/plugin-itsm-common';
import type { FollowerStatus } from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime, useItsmQuery } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiRefreshLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import styles from './AdminPart.module.css';
import { AdminStates } from './AdminStates';
import { AdminTable } from './AdminTable';
import { ConfirmButton } from './ConfirmButton';
import { durationWords } from './durationWords';
import { adminTranslationRef } from './translation';
import { useAct } from './useAct';
import { useLookEvery } from './useLookEvery';

const LOOKS: Record<
  FollowerStatus['state'],
  { tone: Tone; icon: ReactElement }
> = {
  following: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  rebuilding: { tone: 'info', icon: <RiRefreshLine aria-hidden /> },
  failing: { tone: 'critical', icon: <RiErrorWarningLine aria-hidden /> },
};

function State(props: { follower: FollowerStatus }) {
  const { state, progress, failure } = props.follower;
  const { t } = useTranslationRef(adminTranslationRef);
  return (
    <>
      <Pill tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
        {t(`followers.${state}`)}
      </Pill>
      {progress !== undefined && (
        <span className={styles.about}>
          {t('followers.progress', {
            percent: String(Math.floor(progress * 100)),
          })}
        </span>
      )}
      {failure && (
        <span className={styles.error}>
          {t('followers.failure', { attempts: String(failure.attempts) })}{' '}
          {failure.position !== undefined &&
            t('followers.at', {
              position: String(failure.position),
              kind: failure.kind ?? '',
            })}
          {': '}
          {failure.message}
          {failure.nextTryAt && (
            <>
              {` · ${t('followers.nextTry')} `}
              <RelativeTime instant={failure.nextTryAt} />
            </>
          )}
        </span>
      )}
    </>
  );
}

/** How far each follower has read the journal, what fails, and the ways to help it. */
export function Followers() {
  const { t } = useTranslationRef(adminTranslationRef);
  const query = useItsmQuery(operationRoutes.listFollowers);
  const retry = useAct(operationRoutes.retryFollower, f =>
    t('followers.retried', { title: f.title }),
  );
  const rebuild = useAct(operationRoutes.rebuildFollower, f =>
    t('followers.rebuilding_started', { title: f.title }),
  );
  const busy = query.data?.items.some(f => f.state !== 'following');
  useLookEvery(busy ? 2_000 : 10_000, query.refetch);
  return (
    <div className={styles.part}>
      <p className={styles.intro}>{t('followers.intro')}</p>
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{ title: t('followers.empty') }}
      >
        {data => (
          <AdminTable
            label={t('section.followers')}
            items={data.items}
            idOf={f => f.id}
            columns={[
              {
                id: 'name',
                label: t('followers.name'),
                render: f => (
                  <>
                    {f.title}
                    <span className={`${styles.about} ${styles.code}`}>
                      {f.id}
                    </span>
                  </>
                ),
              },
              {
                id: 'state',
                label: t('followers.state'),
                render: f => <State follower={f} />,
              },
              {
                id: 'lag',
                label: t('followers.lag'),
                align: 'right',
                render: f =>
                  f.lag === 0
                    ? t('followers.upToDate')
                    : t('followers.behind', {
                        entries: f.lag.toLocaleString('en'),
                        time: durationWords(f.lagSeconds * 1000),
                      }),
              },
              {
                id: 'position',
                label: t('followers.position'),
                align: 'right',
                render: f =>
                  `${f.position.toLocaleString('en')} / ${f.head.toLocaleString(
                    'en',
                  )}`,
              },
            ]}
            actions={f => (
              <span className={styles.buttons}>
                {f.state === 'failing' && (
                  <Button
                    size="small"
                    variant="primary"
                    aria-label={`${t('retry')}: ${f.title}`}
                    isPending={
                      retry.isPending && retry.call?.params?.id === f.id
                    }
                    onPress={() => retry.act({ params: { id: f.id } })}
                  >
                    {t('retry')}
                  </Button>
                )}
                {f.canRebuild && (
                  <ConfirmButton
                    aria-label={`${t('followers.rebuild')}: ${f.title}`}
                    question={t('followers.rebuildAsk', { title: f.title })}
                    isDisabled={f.state === 'rebuilding'}
                    isPending={
                      rebuild.isPending && rebuild.call?.params?.id === f.id
                    }
                    onConfirm={() => rebuild.act({ params: { id: f.id } })}
                  >
                    {t('followers.rebuild')}
                  </ConfirmButton>
                )}
              </span>
            )}
          />
        )}
      </AdminStates>
    </div>
  );
}
