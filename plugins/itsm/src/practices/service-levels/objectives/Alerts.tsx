import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  ObjectiveAlert,
  ObjectiveAlertRule,
  ObjectiveDetail,
} from '@callboard/plugin-itsm-common';
import {
  Pill,
  RecordSection,
  RouterLink,
  useNow,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningFill,
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { dayTime, exactTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import styles from './Objectives.module.css';
import { SeverityPill } from './SeverityPill';
import { objectivesTranslationRef } from './translation';
import { lengthWords, partWords, rateWords } from './words';

/** How it stands with a rule at the moment, in words. */
function RuleNow({ rule }: { rule: ObjectiveAlertRule }) {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const { longRate, shortRate, threshold, over } = rule;
  if (over)
    return (
      <Pill tone="critical" icon={<RiAlarmWarningFill aria-hidden />}>
        {t('rules.over')}
      </Pill>
    );
  if (longRate === undefined && shortRate === undefined)
    return (
      <Pill tone="neutral" icon={<RiQuestionLine aria-hidden />}>
        {t('rules.unknown')}
      </Pill>
    );
  const isHalf = [longRate, shortRate].some(
    rate => rate !== undefined && rate > threshold,
  );
  return isHalf ? (
    <Pill tone="warning" icon={<RiErrorWarningLine aria-hidden />}>
      {t('rules.half')}
    </Pill>
  ) : (
    <Pill tone="success" icon={<RiCheckboxCircleLine aria-hidden />}>
      {t('rules.under')}
    </Pill>
  );
}

/** The rules for alerts, with how fast the budget burns over the times of each. */
export function AlertRules({ objective }: { objective: ObjectiveDetail }) {
  const { rules, filesIncidents } = objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const rate = (value: number | undefined, window: number) => (
    <>
      {value === undefined ? '–' : rateWords(value)}
      <span className={styles.hint}>
        {t('list.burnOver', { window: lengthWords(window, t) })}
      </span>
    </>
  );
  return (
    <RecordSection title={t('rules.title')}>
      {rules.length === 0 ? (
        <Text as="p" color="secondary">
          {t('rules.none')}
        </Text>
      ) : (
        <>
          <p className={styles.intro}>
            {t('rules.intro')}{' '}
            {t(filesIncidents ? 'rules.files' : 'rules.filesNot')}
          </p>
          <AdminTable
            label={t('rules.title')}
            items={rules}
            idOf={({ severity, long, threshold }) =>
              `${severity} ${long} ${threshold}`
            }
            columns={[
              {
                id: 'severity',
                label: t('rules.column.severity'),
                render: ({ severity, policy }) => (
                  <>
                    <SeverityPill severity={severity} />
                    {policy && (
                      <span className={styles.hint}>
                        {t('rules.policy', { policy })}
                      </span>
                    )}
                  </>
                ),
              },
              {
                id: 'threshold',
                label: t('rules.column.threshold'),
                align: 'right',
                render: ({ threshold }) => rateWords(threshold),
              },
              {
                id: 'part',
                label: t('rules.column.part'),
                align: 'right',
                render: ({ budgetPart }) => partWords(budgetPart),
              },
              {
                id: 'long',
                label: t('rules.column.long'),
                align: 'right',
                render: ({ longRate, long }) => rate(longRate, long),
              },
              {
                id: 'short',
                label: t('rules.column.short'),
                align: 'right',
                render: ({ shortRate, short }) => rate(shortRate, short),
              },
              {
                id: 'now',
                label: t('rules.column.now'),
                render: rule => <RuleNow rule={rule} />,
              },
            ]}
          />
        </>
      )}
    </RecordSection>
  );
}

function When({ alert }: { alert: ObjectiveAlert }) {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const now = useNow();
  const { startedAt, endedAt } = alert;
  const from = dayTime(startedAt, now);
  const words = endedAt
    ? t('alerts.ran', { from, to: dayTime(endedAt, now) })
    : t('alerts.runs', { since: from });
  const exact = [startedAt, endedAt].flatMap(at => (at ? exactTime(at) : []));
  return <span title={exact.join(' – ')}>{words}</span>;
}

/** The alerts that there were, the newest first, with the incidents that were filed for them. */
export function AlertHistory({ objective }: { objective: ObjectiveDetail }) {
  const { alerts } = objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const now = useNow();
  const hrefOf = useRecordHref();
  const incidentOf = ({ incident }: ObjectiveAlert) => {
    if (!incident) return t('alerts.noIncident');
    const { number } = incident;
    const href = hrefOf({ type: 'incident', number });
    return href ? <RouterLink to={href}>{number}</RouterLink> : number;
  };
  return (
    <RecordSection title={t('alerts.title')}>
      {alerts.length === 0 ? (
        <p className={styles.secondary}>{t('alerts.none')}</p>
      ) : (
        <AdminTable
          label={t('alerts.title')}
          items={alerts}
          idOf={({ id }) => id}
          columns={[
            {
              id: 'severity',
              label: t('alerts.column.severity'),
              render: ({ severity }) => <SeverityPill severity={severity} />,
            },
            {
              id: 'when',
              label: t('alerts.column.when'),
              render: alert => <When alert={alert} />,
            },
            {
              id: 'long',
              label: t('alerts.column.long'),
              align: 'right',
              render: ({ startedAt, endedAt }) =>
                hoursWords(
                  (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt),
                ),
            },
            {
              id: 'rate',
              label: t('alerts.column.rate'),
              align: 'right',
              render: ({ rate }) => rateWords(rate),
            },
            {
              id: 'incident',
              label: t('alerts.column.incident'),
              render: incidentOf,
            },
          ]}
        />
      )}
    </RecordSection>
  );
}
