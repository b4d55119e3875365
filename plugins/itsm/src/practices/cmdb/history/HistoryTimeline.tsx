import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import {
  RecordSection,
  RefusalAlert,
  useNow,
} from '@callboard/plugin-itsm-react';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import { HistoryFailure, NothingKnown } from '../HistoryFailure';
import { cmdbTranslationRef } from '../translation';
import { isFirstReading } from '../words/eventSentence';
import { instantWords } from '../words/instantWords';
import { byDay, dayWords } from './days';
import type { Day } from './days';
import { Happening } from './Happening';
import styles from './Timeline.module.css';
import { useHistory } from './useHistory';

function DayOfChanges(props: { day: Day; refs: Record<string, RefInfo> }) {
  const { day, refs } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const title = dayWords(day.date, useNow(), t);
  return (
    <RecordSection title={title}>
      <ul className={styles.entries} aria-label={title}>
        {day.events.map(event => (
          <Happening key={event.position} event={event} refs={refs} />
        ))}
      </ul>
    </RecordSection>
  );
}

/** All that became of an entity, newest first, under the days it became known. */
export function HistoryTimeline(props: { entityRef: string }) {
  const { t } = useTranslationRef(cmdbTranslationRef);
  const history = useHistory(props.entityRef);
  const { events, refs, knownSince, hasEarlier } = history;
  if (!events) {
    return history.error ? (
      <HistoryFailure error={history.error} onRetry={() => history.refetch()} />
    ) : (
      <div className={styles.loading} aria-busy="true">
        <Skeleton width={180} height={22} />
        <Skeleton height={64} />
        <Skeleton height={64} />
      </div>
    );
  }
  if (events.length === 0) {
    return <NothingKnown />;
  }
  // Else it came later, and there is nothing that nobody kept.
  const found = isFirstReading(events[events.length - 1]);
  return (
    <div className={styles.timeline}>
      {byDay(events).map(day => (
        <DayOfChanges key={day.date} day={day} refs={refs} />
      ))}
      <RefusalAlert error={history.error} />
      {hasEarlier && (
        <Button
          variant="secondary"
          className={styles.earlier}
          isPending={history.isLoadingEarlier}
          onPress={() => history.showEarlier()}
        >
          {t('history.earlier')}
        </Button>
      )}
      {!hasEarlier && knownSince && (
        <Text as="p" color="secondary">
          {t(found ? 'history.begins' : 'history.beginsWithIt', {
            at: instantWords(knownSince),
          })}
        </Text>
      )}
    </div>
  );
}
