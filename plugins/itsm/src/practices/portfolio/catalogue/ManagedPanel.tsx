import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import {
  catalogueRoutes,
  type Checked,
  type ManagedService,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Markdown,
  RecordSection,
  RefusalAlert,
  RelativeTime,
  RouterLink,
  SidePanel,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { addressOf } from '../services/useServicePage';
import styles from './Catalogue.module.css';
import { ManagedScore } from './ManagedScore';
import { useServiceHref } from './ServiceTitle';
import { catalogueTranslationRef } from './translation';

function Todo({ check }: { check: Checked }) {
  const { label, why, words, remedy, path } = check;
  return (
    <li className={styles.check}>
      <strong>
        {path ? <RouterLink to={path}>{label}</RouterLink> : label}
      </strong>
      <span className={styles.quiet}>{words ? `${words}. ${why}` : why}</span>
      {remedy && <Markdown>{remedy}</Markdown>}
    </li>
  );
}

function Told(props: { title: string; checks: readonly Checked[] }) {
  const { title, checks } = props;
  if (checks.length === 0) return null;
  return (
    <RecordSection title={title}>
      <ul className={styles.checks}>
        {checks.map(({ key, label, words }) => (
          <li key={key} className={styles.check}>
            <span>
              <strong>{label}</strong>
              {words && <span className={styles.quiet}> · {words}</span>}
            </span>
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}

/** What a service has and lacks, beside the list. */
export function ManagedPanel(props: {
  entityRef: string;
  item?: ManagedService;
  focusKey: number;
  onClose: () => void;
  onLeave: () => void;
  onStep: (by: 1 | -1) => void;
  canStep: (by: 1 | -1) => boolean;
}) {
  const { entityRef, item, ...panel } = props;
  const { t } = useTranslationRef(catalogueTranslationRef);
  const toast = useApi(toastApiRef);
  const hrefOf = useServiceHref();
  const { data, error, refetch } = useItsmQuery(catalogueRoutes.checklist, {
    params: addressOf(entityRef),
    keepPrevious: true,
  });
  const title = item?.title ?? data?.title ?? addressOf(entityRef).name;
  const again = useItsmMutation(catalogueRoutes.recompute);
  const of = (state: Checked['state']) =>
    (data?.checks ?? []).filter(check => check.state === state);
  const missing = of('missing');
  return (
    <SidePanel {...panel} name={title} href={hrefOf(entityRef)}>
      <h2 className={styles.panelTitle}>{title}</h2>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={320} />}
      {data && (
        <div className={styles.stack}>
          <div>
            <ManagedScore score={data.score} level={data.level} />
            {data.computedAt && (
              <p className={styles.quiet}>
                {t('managed.column.computedAt')}{' '}
                <RelativeTime instant={data.computedAt} />
              </p>
            )}
          </div>
          <RecordSection title={t('managed.panel.todo')}>
            {missing.length === 0 ? (
              <p className={styles.lead}>{t('managed.panel.complete')}</p>
            ) : (
              <ul className={styles.checks}>
                {missing.map(check => (
                  <Todo key={check.key} check={check} />
                ))}
              </ul>
            )}
          </RecordSection>
          <Told title={t('managed.panel.met')} checks={of('met')} />
          <Told
            title={t('managed.panel.notNeeded')}
            checks={of('not-needed')}
          />
          <RefusalAlert error={again.error} />
          <div>
            <Button
              size="small"
              variant="secondary"
              isPending={again.isPending}
              onPress={() =>
                again.mutate(
                  { body: { ref: entityRef } },
                  {
                    onSuccess: () =>
                      toast.post({
                        title: t('managed.panel.lookedSoon'),
                        status: 'success',
                      }),
                  },
                )
              }
            >
              {t('managed.panel.again')}
            </Button>
          </div>
        </div>
      )}
    </SidePanel>
  );
}
