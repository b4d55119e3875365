import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { ImportRun } from '@callboard/plugin-itsm-common';
import {
  Pill,
  RelativeTime,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import styles from './AdminPart.module.css';
import { AdminStates } from './AdminStates';
import { AdminTable } from './AdminTable';
import { durationWords } from './durationWords';
import { adminRouteRef } from './routes';
import { adminTranslationRef } from './translation';
import { useLookEvery } from './useLookEvery';

const TONES: Record<ImportRun['state'], Tone> = {
  running: 'info',
  done: 'success',
  failed: 'critical',
};

const number = (value: number) => value.toLocaleString('en');

/** The lines of a run that could not be imported, and why. */
function BadLines(props: { id: string }) {
  const { t } = useTranslationRef(adminTranslationRef);
  const query = useItsmQuery(kernelRoutes.getImport, {
    params: { id: props.id },
  });
  return (
    <AdminStates
      query={query}
      isEmpty={run => run.errors.length === 0 && !run.message}
      empty={{ title: t('deliveries.emptyFailed') }}
    >
      {run => (
        <>
          <Text as="h2" variant="title-x-small">
            {t('imports.errors')}
          </Text>
          {run.message && <p className={styles.error}>{run.message}</p>}
          {run.failed > run.errors.length && (
            <p className={styles.intro}>
              {t('imports.first', {
                count: run.errors.length,
                total: number(run.failed),
              } as never)}
            </p>
          )}
          <AdminTable
            label={t('imports.errors')}
            items={run.errors}
            idOf={e => `${e.line} ${e.reason}`}
            columns={[
              {
                id: 'line',
                label: t('imports.line'),
                align: 'right',
                render: e => number(e.line),
              },
              {
                id: 'reason',
                label: t('imports.reason'),
                render: e => e.reason,
              },
            ]}
          />
        </>
      )}
    </AdminStates>
  );
}

/** The latest imports, and what went wrong in one. */
export function Imports() {
  const { t } = useTranslationRef(adminTranslationRef);
  const run = useUrlValues().get('run');
  const base = useRouteRef(adminRouteRef)?.() ?? '';
  const query = useItsmQuery(kernelRoutes.listImports);
  const running = query.data?.items.some(r => r.state === 'running');
  useLookEvery(running ? 2_000 : 30_000, query.refetch);
  return (
    <div className={styles.part}>
      <p className={styles.intro}>{t('imports.intro')}</p>
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{ title: t('imports.empty'), next: t('imports.emptyNext') }}
      >
        {data => (
          <AdminTable
            label={t('section.imports')}
            items={data.items}
            idOf={r => r.id}
            columns={[
              {
                id: 'source',
                label: t('imports.source'),
                render: r => (
                  <>
                    {r.source}
                    <span className={styles.about}>{r.type}</span>
                  </>
                ),
              },
              {
                id: 'state',
                label: t('imports.state'),
                render: r => (
                  <>
                    <Pill tone={TONES[r.state]}>{t(`imports.${r.state}`)}</Pill>
                    {r.message && (
                      <span className={styles.error}>{r.message}</span>
                    )}
                  </>
                ),
              },
              ...(
                ['lines', 'imported', 'skipped', 'failed', 'created'] as const
              ).map(name => ({
                id: name,
                label: t(`imports.${name === 'failed' ? 'bad' : name}`),
                align: 'right' as const,
                render: (r: ImportRun) => number(r[name]),
              })),
              {
                id: 'started',
                label: t('imports.started'),
                render: r => (
                  <>
                    <RelativeTime instant={r.startedAt} />
                    {r.finishedAt && (
                      <span className={styles.about}>
                        {t('imports.took')}{' '}
                        {durationWords(
                          Date.parse(r.finishedAt) - Date.parse(r.startedAt),
                        )}
                      </span>
                    )}
                  </>
                ),
              },
            ]}
            actions={r =>
              r.failed > 0 || r.message ? (
                <ButtonLink
                  size="small"
                  variant="secondary"
                  href={`${base}/imports?run=${r.id}`}
                >
                  {t('details')}
                </ButtonLink>
              ) : null
            }
          />
        )}
      </AdminStates>
      {run && <BadLines key={run} id={run} />}
    </div>
  );
}
