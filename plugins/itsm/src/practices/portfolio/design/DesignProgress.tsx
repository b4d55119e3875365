import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { designRoutes, transitionRoutes } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  FailureMessage,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { designRouteRef, transitionRouteRef } from '../routes';
import styles from './Design.module.css';
import { GatePill } from './looks';
import { designTranslationRef } from './translation';

/** States in which nobody designs anything any more. */
const OVER = ['rejected', 'retired'];

/** How far design and transition of a service are, on its page. */
export function DesignProgress({ number, plain }: RecordPartProps) {
  const { t } = useTranslationRef(designTranslationRef);
  const toDesign = useRouteRef(designRouteRef)?.({ number });
  const toPlan = useRouteRef(transitionRouteRef)?.({ number });
  const enabled = !plain;
  const gates = useItsmQuery(designRoutes.gates, {
    params: { id: number },
    enabled,
  });
  const plan = useItsmQuery(transitionRoutes.get, {
    params: { id: number },
    enabled,
  });
  if (plain || (plan.data && OVER.includes(plan.data.status))) return <></>;
  if (gates.isLoading || plan.isLoading) return <Awaited />;
  const counted = plan.data?.milestones.filter(m => m.state !== 'dropped');
  const done = counted?.filter(m => m.state === 'done').length ?? 0;
  return (
    <RecordSection title={t('progress.title')}>
      <div className={styles.progress}>
        {gates.error && (
          <FailureMessage
            small
            error={gates.error}
            onRetry={() => gates.refetch()}
          />
        )}
        {gates.data && (
          <ul className={styles.progressGates}>
            {gates.data.gates.map(gate => (
              <li key={gate.gate}>
                <GatePill gate={gate} />
                <span>{gate.label}</span>
                {!gate.behind && gate.missing.length > 0 && (
                  <span className={styles.hint}>
                    {t('gate.missing', { count: gate.missing.length })}
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        {!gates.error && plan.error && (
          <FailureMessage
            small
            error={plan.error}
            onRetry={() => plan.refetch()}
          />
        )}
        {counted && (
          <span>
            {counted.length === 0
              ? t('progress.noMilestones')
              : t('progress.milestones', {
                  done: String(done),
                  total: String(counted.length),
                })}
          </span>
        )}
        <span className={styles.links}>
          {toDesign && (
            <ButtonLink size="small" variant="secondary" href={toDesign}>
              {t('progress.open')}
            </ButtonLink>
          )}
          {toPlan && (
            <ButtonLink size="small" variant="secondary" href={toPlan}>
              {t('progress.plan')}
            </ButtonLink>
          )}
        </span>
      </div>
    </RecordSection>
  );
}
