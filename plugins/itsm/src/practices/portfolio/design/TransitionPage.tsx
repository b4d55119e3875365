import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink } from '@backstage/ui';
import {
  serviceLifecycle,
  transitionRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  Lifecycle,
  Milestone,
  TransitionPlan,
} from '@callboard/plugin-itsm-common';
import {
  ChartFrame,
  Message,
  PageBody,
  RecordPageFrame,
  StatusChip,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import {
  designRouteRef,
  portfolioServiceRouteRef,
  transitionRouteRef,
  transitionsRouteRef,
} from '../routes';
import { dayWords, daysOf } from './dates';
import styles from './Design.module.css';
import { LinkChangeDialog } from './LinkChangeDialog';
import { milestoneStateLabel } from './looks';
import { MilestoneDialog } from './MilestoneDialog';
import { MilestoneTable } from './MilestoneTable';
import { PlanChart, PlanLegend } from './PlanChart';
import { designTranslationRef } from './translation';

/** When the last milestone is reached, in a sentence. */
function useAnswer({ end, plannedEnd }: TransitionPlan): string | undefined {
  const { t } = useTranslationRef(designTranslationRef);
  if (!end || !plannedEnd) return undefined;
  const late = Date.parse(end) - Date.parse(plannedEnd);
  const date = dayWords(end);
  return late > 0
    ? t('plan.answerLate', {
        date,
        days: t('plan.days', { count: daysOf(late) }),
      })
    : t('plan.answerEnd', { date });
}

function Plan({ plan }: { plan: TransitionPlan }) {
  const { number, milestones, viewer, now } = plan;
  const { t } = useTranslationRef(designTranslationRef);
  const toService = useRouteRef(portfolioServiceRouteRef)?.({ number });
  const toDesign = useRouteRef(designRouteRef)?.({ number });
  const answer = useAnswer(plan);
  const [editing, setEditing] = useState<Milestone | 'new'>();
  const [linking, setLinking] = useState<Milestone>();
  const add = (
    <Button
      variant="primary"
      iconStart={<RiAddLine aria-hidden />}
      onPress={() => setEditing('new')}
    >
      {t('plan.add')}
    </Button>
  );
  return (
    <PageBody
      title={t('plan.title', { title: plan.title })}
      actions={
        <>
          {viewer.canEdit && milestones.length > 0 && add}
          {toDesign && (
            <ButtonLink variant="secondary" href={toDesign}>
              {t('plan.toDesign')}
            </ButtonLink>
          )}
          {toService && (
            <ButtonLink variant="secondary" href={toService}>
              {number}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className={styles.standing}>
        <StatusChip
          status={plan.status}
          category={plan.statusCategory}
          lifecycle={serviceLifecycle as Lifecycle}
        />
        <span>{t('plan.lead')}</span>
      </div>
      {viewer.reason && <Alert status="info" icon title={viewer.reason} />}
      {milestones.length === 0 ? (
        <Message title={t('plan.none')} actions={viewer.canEdit && add}>
          {t('plan.noneNext')}
        </Message>
      ) : (
        <>
          <ChartFrame
            title={t('plan.chart')}
            answer={answer}
            legend={<PlanLegend />}
            file={{
              rows: milestones,
              head: { label: t('plan.milestone'), of: m => m.title ?? '' },
              columns: [
                {
                  label: t('plan.state'),
                  of: m => milestoneStateLabel(m.state),
                },
                { label: t('form.from'), of: m => m.plannedFrom },
                { label: t('form.to'), of: m => m.plannedTo },
                { label: t('plan.expected'), of: m => m.forecast?.to ?? '' },
                {
                  label: t('plan.critical'),
                  of: m => (m.forecast?.critical ? 'yes' : 'no'),
                },
              ],
            }}
          >
            <PlanChart milestones={milestones} now={now} />
          </ChartFrame>
          <MilestoneTable plan={plan} onEdit={setEditing} onLink={setLinking} />
        </>
      )}
      {editing && (
        <MilestoneDialog
          plan={plan}
          milestone={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
      {linking && (
        <LinkChangeDialog
          number={number}
          milestone={linking}
          onClose={() => setLinking(undefined)}
        />
      )}
    </PageBody>
  );
}

/** The transition plan of a service: milestones, what waits for what, and their changes. */
export function TransitionPage() {
  const { number } = useRouteRefParams(transitionRouteRef);
  const { t } = useTranslationRef(designTranslationRef);
  const href = useRouteRef(transitionRouteRef)?.({ number });
  const all = useRouteRef(transitionsRouteRef)?.();
  const { data, error, refetch } = useItsmQuery(transitionRoutes.get, {
    params: { id: number },
    live: true,
  });
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={data && t('plan.title', { title: data.title })}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('all.title') }}
    >
      {data && <Plan plan={data} />}
    </RecordPageFrame>
  );
}
