import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { InstantInput, problemProps } from '@callboard/plugin-itsm-react';
import { RiTimeZoneLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { changeField } from '../fields';
import { changesTranslationRef } from '../translation';
import { clockChangeIn, lengthWords, minutesOf, zoneWords } from './planned';
import type { Span } from './planned';
import styles from './WindowInputs.module.css';
import type { WindowProblems } from './windowProblems';

const LENGTHS = [30, 60, 120, 240];

const plus = (start: string, minutes: number) =>
  DateTime.fromISO(start).plus({ minutes }).toUTC().toISO() ?? undefined;

/**
 * Asks for a planned window in the reader's own time. Its length is kept when it is moved; the zone is
 * said, and so is a change of the clock within it.
 */
export function WindowInputs(props: {
  value: Span;
  onChange: (value: Span) => void;
  problems?: WindowProblems;
  isRequired?: boolean;
}) {
  const { value, onChange, problems = {}, isRequired } = props;
  const { t } = useTranslationRef(changesTranslationRef);
  const minutes = minutesOf(value);
  const shift = clockChangeIn(value);
  const begin = (start: string | undefined) =>
    onChange({
      start,
      end: start && minutes ? plus(start, minutes) : value.end,
    });
  return (
    <div className={styles.window}>
      <div className={styles.ends}>
        <InstantInput
          label={changeField('plannedStart').label}
          value={value.start}
          onChange={begin}
          quick={['inOneHour', 'tomorrow', 'monday']}
          isRequired={isRequired}
          {...problemProps(problems.start)}
        />
        <div className={styles.end}>
          <InstantInput
            label={changeField('plannedEnd').label}
            value={value.end}
            onChange={end => onChange({ ...value, end })}
            quick={[]}
            isRequired={isRequired}
            {...problemProps(problems.end)}
          />
          <div
            className={styles.lengths}
            role="group"
            aria-label={t('window.lengths')}
          >
            {LENGTHS.map(length => (
              <Button
                key={length}
                size="small"
                variant="secondary"
                isDisabled={!value.start}
                onPress={() =>
                  value.start &&
                  onChange({ ...value, end: plus(value.start, length) })
                }
              >
                {lengthWords(length)}
              </Button>
            ))}
          </div>
        </div>
      </div>
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.zone}
      >
        <RiTimeZoneLine className={styles.icon} aria-hidden />
        {t('window.zone', {
          zone: zoneWords(
            value.start ? DateTime.fromISO(value.start) : DateTime.now(),
          ),
        })}
        {minutes !== undefined &&
          ` ${t('window.takes', { time: lengthWords(minutes) })}`}
      </Text>
      {shift && (
        <Alert
          status="warning"
          icon
          title={t(shift.minutes > 0 ? 'window.forward' : 'window.back', {
            at: shift.at.toLocaleString(DateTime.DATETIME_MED),
            time: lengthWords(Math.abs(shift.minutes)),
          })}
        />
      )}
    </div>
  );
}
