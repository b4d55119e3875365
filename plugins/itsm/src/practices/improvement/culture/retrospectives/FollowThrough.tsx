import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RecordSection,
  refTitle,
  useMyGroups,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { useKpiAnswers } from '../../kpis/useKpis';
import styles from '../Culture.module.css';
import { cultureTranslationRef } from '../translation';

const DAY_MS = 86_400_000;
const DAYS = 90;

/** How many of its actions a team did in time: shown to the team itself and to nobody else. */
export function FollowThrough(props: { teamRef: string; refs: Refs }) {
  const { teamRef, refs } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const isMine = useMyGroups().includes(teamRef);
  const questions = useMemo(() => {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    return isMine
      ? [
          {
            kpi: 'improvement.follow-through',
            from: new Date(today - DAYS * DAY_MS).toISOString(),
            where: { ownerRef: [teamRef] },
            grain: 'day' as const,
          },
        ]
      : [];
  }, [isMine, teamRef]);
  const { data } = useKpiAnswers(questions);
  // What is due later today is not late yet: today counts when it is over.
  const days = data?.[0]?.series?.filter(({ complete }) => complete);
  if (!isMine || !days) return null;
  const due = days.reduce((sum, { count }) => sum + count, 0);
  const done = days.reduce((sum, { numerator = 0 }) => sum + numerator, 0);
  const team = refTitle(teamRef, refs);
  return (
    <RecordSection title={t('retrospectives.follow.title')}>
      <p className={styles.words}>
        {due === 0
          ? t('retrospectives.follow.none', { team })
          : t('retrospectives.follow.team', {
              team,
              done: String(done),
              due: String(due),
            })}
      </p>
      <p className={`${styles.hint} ${styles.after}`}>
        {t('retrospectives.follow.own')}
      </p>
    </RecordSection>
  );
}
