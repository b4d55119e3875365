import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { WhatIfFlip, WhatIfResult } from '@callboard/plugin-itsm-common';
import { Pill, RouterLink, useRecordHref } from '@callboard/plugin-itsm-react';
import { RiCheckLine, RiHourglass2Fill, RiTimerLine } from '@remixicon/react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { clockName } from '../clocks/clockName';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import { whatIfTranslationRef } from './translation';
import styles from './WhatIf.module.css';

const COUNTS = [
  'metToBreached',
  'breachedToMet',
  'unchanged',
  'newlyCovered',
  'noLongerCovered',
] as const;

function Side(props: { side: WhatIfFlip['before'] }) {
  const { breached, state, elapsed, goal, agreement } = props.side;
  const { t } = useTranslationRef(whatIfTranslationRef);
  const time = { elapsed: hoursWords(elapsed), goal: hoursWords(goal) };
  const isOver = state === 'stopped';
  const say = () => {
    if (breached) return t('flip.missed', time);
    return t(isOver ? 'flip.kept' : 'flip.running', time);
  };
  const kept = isOver ? (
    <RiCheckLine aria-hidden />
  ) : (
    <RiTimerLine aria-hidden />
  );
  return (
    <>
      <Pill
        tone={breached ? 'danger' : 'success'}
        icon={breached ? <RiHourglass2Fill aria-hidden /> : kept}
      >
        {say()}
      </Pill>
      <span className={styles.about}>
        {t('flip.version', {
          key: agreement.key,
          version: String(agreement.version),
        })}
      </span>
    </>
  );
}

function Record(props: { flip: WhatIfFlip }) {
  const { number, title, type } = props.flip;
  const href = useRecordHref()({ number, type });
  return (
    <>
      {href ? <RouterLink to={href}>{number}</RouterLink> : number}
      <span className={styles.about}>{title}</span>
    </>
  );
}

function Flips(props: { result: WhatIfResult }) {
  const { flips, counts } = props.result;
  const { t } = useTranslationRef(whatIfTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const all = counts.metToBreached + counts.breachedToMet;
  if (flips.length === 0) return <></>;
  return (
    <>
      <h3 className={styles.small}>{t('flips')}</h3>
      <AdminTable
        label={t('flips')}
        items={flips}
        idOf={flip => `${flip.recordId} ${flip.clock}`}
        columns={[
          {
            id: 'record',
            label: t('flip.record'),
            render: flip => <Record flip={flip} />,
          },
          {
            id: 'clock',
            label: t('flip.clock'),
            render: ({ clock, metric }) => (
              <span className={styles.short}>
                {clockName(
                  {
                    id: clock,
                    type: clock.split(':')[0] as 'sla' | 'ola' | 'uc',
                    metric,
                  },
                  ts,
                )}
              </span>
            ),
          },
          {
            id: 'before',
            label: t('flip.before'),
            render: ({ before }) => <Side side={before} />,
          },
          {
            id: 'after',
            label: t('flip.after'),
            render: ({ after }) => <Side side={after} />,
          },
        ]}
      />
      {all > flips.length && (
        <p className={styles.hint}>
          {t('first', { shown: String(flips.length), all: String(all) })}
        </p>
      )}
    </>
  );
}

/** What a change would make of records: in a sentence, in numbers, and each that flips. */
export function WhatIfAnswer(props: {
  result: WhatIfResult;
  /** The text was changed since. */
  isOld: boolean;
}) {
  const { result, isOld } = props;
  const { counts, records, truncated } = result;
  const { t } = useTranslationRef(whatIfTranslationRef);
  const many = (count: number) => ({ count } as never);
  const looked = t(truncated ? 'truncated' : 'records', many(records));
  const sentence = () => {
    if (records === 0) return t('noRecords');
    if (counts.metToBreached + counts.breachedToMet === 0) return t('nothing');
    return t('worse', {
      count: counts.metToBreached,
      better: t('better', many(counts.breachedToMet)),
    } as never);
  };
  return (
    <section className={styles.answer} aria-label={t('title')}>
      <h2 className={styles.title}>{t('title')}</h2>
      {isOld && <Alert status="warning" icon title={t('old')} />}
      <div className={isOld ? `${styles.part} ${styles.old}` : styles.part}>
        <p className={styles.sentence} role="status">
          {sentence()}
        </p>
        {records > 0 && (
          <>
            <p className={styles.hint}>{looked}</p>
            <table className={styles.counts} aria-label={t('counts')}>
              <thead>
                <tr>
                  <th scope="col">{t('count.what')}</th>
                  <th scope="col">{t('count.clocks')}</th>
                </tr>
              </thead>
              <tbody>
                {COUNTS.map(what => (
                  <tr key={what}>
                    <th scope="row">{t(`count.${what}`)}</th>
                    <td>{counts[what]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
        <Flips result={result} />
        <p className={styles.hint}>{t('note')}</p>
      </div>
    </section>
  );
}
