import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Overview,
  OverviewStory,
  StoryKind,
} from '@callboard/plugin-itsm-common';
import { Pill, RecordSection, RouterLink } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiArrowDownCircleLine,
  RiArrowUpCircleLine,
  RiFocus3Line,
  RiShuffleLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { kpiRouteRef } from '../routes';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { isBegun } from './useOverview';

/** More would not fit on the one page. */
const MOST = 4;

const LOOKS: Record<StoryKind, { tone: Tone; icon: ReactElement }> = {
  better: { tone: 'success', icon: <RiArrowUpCircleLine aria-hidden /> },
  worse: { tone: 'danger', icon: <RiArrowDownCircleLine aria-hidden /> },
  'off-target': { tone: 'warning', icon: <RiFocus3Line aria-hidden /> },
  changed: { tone: 'info', icon: <RiShuffleLine aria-hidden /> },
};

/** What is said of numbers, one sentence each, and the way to each of them. */
export function Stories(props: {
  title: string;
  none: string;
  overview: Overview;
  stories: readonly OverviewStory[];
}) {
  const { title, none, overview, stories } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const hrefOf = useRouteRef(kpiRouteRef);
  const rest = stories.length - MOST;
  return (
    <RecordSection title={title}>
      {stories.length === 0 && (
        <p className={styles.quiet}>
          {isBegun(overview) ? none : t('tooEarly')}
        </p>
      )}
      <ul className={styles.list}>
        {stories.slice(0, MOST).map(({ kpi, name, words, kind }) => (
          <li key={kpi} className={styles.story}>
            <Pill tone={LOOKS[kind].tone} icon={LOOKS[kind].icon}>
              {t(`notBetter.kind.${kind}`)}
            </Pill>
            <RouterLink
              className={styles.name}
              to={hrefOf?.({ key: kpi }) ?? ''}
            >
              {name}
            </RouterLink>
            <p className={styles.words}>{words}</p>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.quiet}>{t('more', { count: rest })}</p>}
    </RecordSection>
  );
}
