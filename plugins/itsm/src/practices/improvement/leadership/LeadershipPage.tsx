import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Skeleton } from '@backstage/ui';
import { monthWords } from '@callboard/plugin-itsm-common';
import type { Overview } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  RelativeTime,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiLineChartLine } from '@remixicon/react';
import styles from './Leadership.module.css';
import { Numbers, NumbersTable } from './Numbers';
import { OverviewBar } from './OverviewBar';
import { Stories } from './Stories';
import { leadershipTranslationRef } from './translation';
import { UnderWay } from './UnderWay';
import {
  dayIn,
  isBegun,
  isCounted,
  useOverview,
  useOverviewQuestion,
} from './useOverview';

/** So many initiatives stand below each other in a third of the page. */
const FEW = 3;

/** Of which month it is, by whose calendar, and how fresh. */
function Standing(props: { overview: Overview }) {
  const { overview } = props;
  const { month, zone, today, asOf, countedUntil, unread } = overview;
  const { t } = useTranslationRef(leadershipTranslationRef);
  return (
    <p className={styles.standing}>
      {isBegun(overview) && <b>{monthWords(month, zone)}</b>}
      <span>
        {today
          ? t('counted', { when: <RelativeTime instant={countedUntil} /> })
          : t('asOfPast', { day: dayIn(asOf, zone) })}
      </span>
      {unread > 0 && <span>{t('unread', { count: unread })}</span>}
      <span>{t('zone', { zone })}</span>
    </p>
  );
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

/** What there is to know in a sentence or two: what moved, which way, and whether something is done. */
function Answer(props: { overview: Overview }) {
  const { overview } = props;
  const { numbers, better, notBetter, initiatives, hasRegister } = overview;
  const { t } = useTranslationRef(leadershipTranslationRef);
  if (!isBegun(overview) || !isCounted(overview)) return null;
  const said = (
    key: 'better' | 'worse' | 'changed' | 'off-target',
    stories: Overview['better'],
  ) => {
    const count = stories.filter(({ kind }) => kind === key).length;
    return count === 0 ? [] : [t(`answer.${key}`, { count })];
  };
  const moved = [
    ...said('better', better),
    ...said('worse', notBetter),
    ...said('changed', notBetter),
    ...said('off-target', notBetter),
  ];
  const late = initiatives.filter(one => one.late).length;
  const count = initiatives.length;
  const judged = numbers.filter(one => one.verdict !== 'too-little').length;
  const still = () =>
    judged === numbers.length
      ? t('answer.steady')
      : t('answer.few', { some: String(judged), all: String(numbers.length) });
  const doing = () => {
    if (count === 0) return notBetter.length > 0 ? t('answer.idle') : '';
    const under = t('answer.doing', { count });
    return late === 0
      ? `${under}.`
      : `${under}, ${t('answer.late', { count: late })}.`;
  };
  return (
    <p className={styles.answer}>
      {moved.length > 0
        ? t('answer.moved', { moved: LIST.format(moved) })
        : still()}{' '}
      {hasRegister && doing()}
    </p>
  );
}

/** Why there are no numbers yet, and when there will be. */
function NotYet(props: { overview: Overview }) {
  const { overview } = props;
  const { firstAt, zone } = overview;
  const { t } = useTranslationRef(leadershipTranslationRef);
  if (firstAt === undefined) return null;
  // The month is over on its last day.
  const day = dayIn(new Date(Date.parse(firstAt) - 1).toISOString(), zone);
  return isCounted(overview) ? (
    <Alert status="info" icon title={t('empty.begun', { day })} />
  ) : (
    <Message icon={<RiLineChartLine size={32} />} title={t('empty.title')}>
      {t('empty.next', { day })}
    </Message>
  );
}

function Told(props: { overview: Overview }) {
  const { overview } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const { rebuilding, absent, better, notBetter, initiatives } = overview;
  // Few initiatives leave room for all three beside each other.
  const isWide = initiatives.length > FEW;
  return (
    <>
      <Standing overview={overview} />
      {rebuilding && (
        <Alert
          status="warning"
          icon
          title={t('rebuilding.title')}
          description={t('rebuilding.next')}
        />
      )}
      <NotYet overview={overview} />
      <Answer overview={overview} />
      {isCounted(overview) && <Numbers overview={overview} />}
      {absent.length > 0 && (
        <p className={styles.quiet}>
          {t('numbers.absent', {
            count: absent.length,
            keys: absent.join(', '),
          })}
        </p>
      )}
      <div className={isWide ? styles.stories : styles.three}>
        <div className={styles.column}>
          <Stories
            title={t('better.title')}
            none={t('better.none')}
            overview={overview}
            stories={better}
          />
          <Stories
            title={t('notBetter.title')}
            none={t('notBetter.none')}
            overview={overview}
            stories={notBetter}
          />
        </div>
        <UnderWay overview={overview} isWide={isWide} />
      </div>
      <NumbersTable overview={overview} />
    </>
  );
}

/** What got better, what did not, and what is being done about it: one screen, one page on paper. */
export function LeadershipPage() {
  const { t } = useTranslationRef(leadershipTranslationRef);
  const { asOf, months } = useOverviewQuestion();
  const overview = useOverview({ asOf, months });
  const title = t('title');
  usePageTitle(title);
  const { data, error } = overview;
  return (
    <div className={styles.paper}>
      <PageBody title={title} actions={data && <OverviewBar overview={data} />}>
        {overview.isPending && (
          <div className={styles.numbers} aria-busy="true">
            {Array.from({ length: 6 }, (_, i) => (
              <Skeleton key={i} height={176} />
            ))}
          </div>
        )}
        {error &&
          !overview.isPlaceholderData &&
          !(data && overview.isSuccess) && (
            <FailureMessage error={error} onRetry={() => overview.refetch()} />
          )}
        {data && !error && <Told overview={data} />}
      </PageBody>
    </div>
  );
}
