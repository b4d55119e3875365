import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import type { Assessment, CalendarChange } from '@callboard/plugin-itsm-common';
import { errorSentence } from '@callboard/plugin-itsm-react';
import { choiceLabel } from '../../fields';
import { windowWords } from '../../words/planned';
import type { Span } from '../../words/planned';
import { RiskPill } from '../../words/RiskPill';
import { changeCalendarTranslationRef } from '../translation';
import styles from './Move.module.css';

const MOST_CONFLICTS = 5;
const MOST_SLOTS = 3;

/** What would be at another time: freezes, conflicts, how risky it would be, and when it would be free. */
export function NewTime(props: {
  change: CalendarChange;
  assessment: Assessment | undefined;
  isChecking: boolean;
  error: unknown;
  onSlot: (slot: Span) => void;
}) {
  const { change, assessment, isChecking, error, onSlot } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  if (error) {
    return (
      <Alert
        status="warning"
        icon
        title={t('move.failed', { reason: errorSentence(error) })}
      />
    );
  }
  if (!assessment) {
    return (
      <div role="status" aria-label={t('move.checking')}>
        <Skeleton height={64} />
      </div>
    );
  }
  const { conflicts, risk, slots } = assessment;
  const wasInFreeze = change.inFreeze === true;
  const shown = conflicts.items
    .filter(conflict => conflict.kind !== 'freeze' || !conflicts.inFreeze)
    .slice(0, MOST_CONFLICTS);
  return (
    <section
      className={styles.check}
      aria-label={t('move.check')}
      data-stale={isChecking ? '' : undefined}
      aria-busy={isChecking}
    >
      <Text as="p" variant="body-medium">
        {t('move.risk')} <RiskPill risk={risk.level} />{' '}
        <Text as="span" variant="body-small" color="secondary">
          {change.risk === undefined || change.risk === risk.level
            ? t('move.riskSame')
            : t('move.riskFrom', { risk: choiceLabel('risk', change.risk) })}
        </Text>
      </Text>
      {conflicts.inFreeze && (
        <Alert status="danger" icon title={t('move.freeze')} />
      )}
      {wasInFreeze && !conflicts.inFreeze && (
        <Alert status="success" icon title={t('move.leavesFreeze')} />
      )}
      {conflicts.total === 0 ? (
        <Alert status="success" icon title={t('move.clear')} />
      ) : (
        shown.length > 0 && (
          <Alert
            status="warning"
            icon
            title={t('move.conflicts', { count: conflicts.total })}
            description={
              <ul className={styles.conflicts}>
                {shown.map((conflict, i) => (
                  <li key={`${conflict.with.number ?? conflict.with.key ?? i}`}>
                    {conflict.with.hidden ? t('move.hidden') : conflict.words}
                  </li>
                ))}
              </ul>
            }
          />
        )
      )}
      {conflicts.total > 0 && slots.items.length > 0 && (
        <div className={styles.slots}>
          <Text as="span" variant="body-small" color="secondary">
            {t('move.slots')}
          </Text>
          {slots.items.slice(0, MOST_SLOTS).map(({ from, to }) => (
            <Button
              key={from}
              size="small"
              variant="secondary"
              onPress={() => onSlot({ start: from, end: to })}
            >
              {windowWords({ start: from, end: to })}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
