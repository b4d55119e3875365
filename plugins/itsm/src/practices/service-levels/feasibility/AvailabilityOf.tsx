import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { percentWords } from '@callboard/plugin-itsm-common';
import type {
  FeasibilityExplanation,
  PromisedAvailability,
  RefInfo,
} from '@callboard/plugin-itsm-common';
import { RecordSection, refTitle } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { ArithmeticTree, Name } from './ArithmeticTree';
import styles from './Feasibility.module.css';
import { SourceLink } from './SourceLink';
import { feasibilityTranslationRef } from './translation';
import { VerdictPill } from './VerdictPill';
import { minutesWords, possibleWords } from './words';

type Availability = NonNullable<FeasibilityExplanation['availability']>;
type Refs = Readonly<Record<string, RefInfo>>;

/** A verdict in a sentence. */
function Said({ promise }: { promise: PromisedAvailability }) {
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const { verdict, reason, promised, missingMinutes = 0, source } = promise;
  const minutes = minutesWords(missingMinutes);
  // Less than a second is nothing.
  const isTight = verdict === 'feasible' && missingMinutes > -1 / 60;
  return (
    <li className={styles.said}>
      <VerdictPill verdict={verdict} />
      <span>
        {t('said.promised', { promised: percentWords(promised) })}{' '}
        <SourceLink source={source} />.{' '}
        {t(`said.${isTight ? 'tight' : verdict}`, {
          possible: possibleWords(promise) ?? '',
          missing: minutes,
          left: minutes,
          reason: reason ? t(`reason.${reason}`) : '',
        })}
      </span>
    </li>
  );
}

/** What is worth improving, most first. */
export function Improve(props: {
  improve: Availability['improve'];
  refs: Refs;
}) {
  const { improve, refs } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  return (
    <RecordSection title={t('improve.title')}>
      <div className={styles.list}>
        <AdminTable
          label={t('improve.title')}
          items={improve}
          idOf={({ ref }) => ref}
          columns={[
            {
              id: 'item',
              label: t('improve.item'),
              render: ({ ref }) => <Name entityRef={ref} refs={refs} />,
            },
            {
              id: 'gain',
              label: t('improve.gain'),
              align: 'right',
              render: ({ gainMinutes }) =>
                t('improve.worth', { time: minutesWords(gainMinutes) }),
            },
            {
              id: 'importance',
              label: t('improve.importance'),
              align: 'right',
              render: ({ birnbaum }) => birnbaum.toPrecision(3),
            },
          ]}
        />
        <p className={styles.hint}>{t('improve.note')}</p>
      </div>
    </RecordSection>
  );
}

function Unknown(props: { unknown: Availability['unknown']; refs: Refs }) {
  const { unknown, refs } = props;
  const { total, refs: shown } = unknown;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  return (
    <details className={styles.unknown}>
      <summary>{t('availability.unknown', { count: total } as never)}</summary>
      <p className={styles.text}>
        {shown.map((ref, n) => (
          <span key={ref}>
            {n > 0 && ', '}
            <Name entityRef={ref} refs={refs} />
          </span>
        ))}
        {total > shown.length && (
          <>
            {' '}
            {t('availability.andMore', {
              number: String(total - shown.length),
            })}
          </>
        )}
      </p>
    </details>
  );
}

/** How much of the time an item can be up at best, what is promised of it, and why. */
export function AvailabilityOf(props: {
  entityRef: string;
  availability: Availability;
  refs: Refs;
}) {
  const { entityRef, availability, refs } = props;
  const { promises, low, high, steps, unknown } = availability;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const label = t('availability.atBest', { name: refTitle(entityRef, refs) });
  return (
    <RecordSection title={t('availability.title')}>
      <div className={styles.list}>
        {promises.length === 0 ? (
          <p className={styles.text}>
            {t('availability.none', { possible: percentWords(high) })}
          </p>
        ) : (
          <ul className={styles.list}>
            {promises.map(promise => (
              <Said key={promise.id} promise={promise} />
            ))}
          </ul>
        )}
        {steps.length > 0 ? (
          <ArithmeticTree
            label={label}
            availability={availability}
            refs={refs}
          />
        ) : (
          <p className={styles.text}>
            {t('availability.bounds', {
              low: percentWords(low),
              high: percentWords(high),
            })}
          </p>
        )}
        {unknown.total > 0 && <Unknown unknown={unknown} refs={refs} />}
      </div>
    </RecordSection>
  );
}
