import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClockExplanation } from '@callboard/plugin-itsm-common';
import { RefLabel, RouterLink } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useId } from 'react';
import { useServiceLevelAddresses } from '../addresses';
import { clockName } from '../clocks/clockName';
import { dayTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import type { Answered } from '../clocks/standing';
import { StandingPill } from '../clocks/StandingPill';
import { serviceLevelsTranslationRef } from '../translation';
import { timeThere, zoneName } from '../words/zoneTimes';
import styles from './Explain.module.css';
import { lifeOf } from './life';
import type { Cycle } from './life';
import { LifePicture } from './LifePicture';
import { storyOf } from './story';
import type { Teller } from './story';
import { StretchTable } from './StretchTable';
import { storyTranslationRef } from './translation';

/** Sentences that are there without asking for them. */
const MOST_OPEN = 6;

type Explained = ClockExplanation['clocks'][number];

function HeldBy(props: { cycle: Cycle; refs: Refs }) {
  const { cycle, refs } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const held = cycle.heldBy.filter(({ elapsed }) => elapsed > 0);
  const sum = held.reduce((all, { elapsed }) => all + elapsed, 0);
  if (held.length === 0) return <></>;
  return (
    <div>
      <h4 className={styles.small}>{t('explain.held')}</h4>
      <ul className={styles.holders}>
        {held.map(({ ref, elapsed }) => {
          const percent = Math.round((elapsed / sum) * 100);
          return (
            <li key={ref ?? ''}>
              <span className={styles.holder}>
                {ref ? (
                  <RefLabel entityRef={ref} refs={refs} />
                ) : (
                  t('explain.nobody')
                )}
              </span>
              <span className={styles.bar} aria-hidden>
                <span style={{ width: `${percent}%` }} />
              </span>
              <span className={styles.share}>
                {t('explain.share', {
                  time: hoursWords(elapsed),
                  percent: String(percent),
                })}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Run(props: {
  cycle: Cycle;
  name: string;
  /** Which one it is, if there are several. */
  run?: number;
  at: string;
  teller: Teller;
}) {
  const { cycle, name, run, at, teller } = props;
  const { refs } = teller.explanation;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const life = lifeOf(cycle, at);
  const story = storyOf(cycle, teller);
  const now = Date.parse(at);
  const last = cycle.stretches[cycle.stretches.length - 1];
  return (
    <div className={styles.run}>
      {run !== undefined && (
        <h4 className={styles.small}>
          {t('explain.run', { run: String(run) })}
        </h4>
      )}
      {life && (
        <LifePicture
          life={life}
          at={at}
          label={t('explain.picture', {
            name,
            from: dayTime(cycle.startedAt, now),
            to: dayTime(last.to, now),
          })}
        />
      )}
      <HeldBy cycle={cycle} refs={refs} />
      <details className={styles.details} open={story.length <= MOST_OPEN}>
        <summary>{t('explain.sentences')}</summary>
        <ul className={styles.sentences}>
          {story.map((sentence, i) => (
            <li key={i}>{sentence}</li>
          ))}
        </ul>
      </details>
      <details className={styles.details}>
        <summary>{t('explain.table')}</summary>
        <StretchTable
          stretches={cycle.stretches}
          explanation={teller.explanation}
          label={name}
        />
      </details>
    </div>
  );
}

/** One clock with all its runs, the newest first. */
export function ExplainedClock(props: {
  clock: Explained;
  answered: Answered;
  teller: Teller;
}) {
  const { clock, answered, teller } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const heading = useId();
  const { t: ts } = useTranslationRef(storyTranslationRef);
  const { timeZone } = clock.calendar;
  const isElsewhere = timeThere(answered.at, timeZone) !== undefined;
  const name = clockName(clock, t, teller.explanation.refs);
  const page = addresses.agreement(clock.agreement.key);
  const several = clock.cycles.length > 1;
  return (
    <section className={styles.clock} aria-labelledby={heading}>
      <div className={styles.head}>
        <h3 className={styles.name} id={heading}>
          {name}
        </h3>
        <StandingPill clock={clock} answered={answered} />
        <span className={styles.under}>
          {t('clocks.of', { goal: hoursWords(clock.goal) })}
          {' · '}
          {page ? (
            <RouterLink to={page}>{clock.agreement.name}</RouterLink>
          ) : (
            clock.agreement.name
          )}
          {clock.agreement.withdrawn && ` · ${t('clocks.withdrawn')}`}
        </span>
      </div>
      {isElsewhere && (
        <p className={styles.under}>
          {ts('zone', {
            calendar: clock.calendar.name ?? clock.calendar.key,
            zone: zoneName(timeZone!),
          })}
        </p>
      )}
      {clock.cycles
        .map((cycle, i) => (
          <Run
            key={cycle.startedAt}
            cycle={cycle}
            name={name}
            run={several ? i + 1 : undefined}
            at={answered.at}
            teller={teller}
          />
        ))
        .reverse()}
    </section>
  );
}
