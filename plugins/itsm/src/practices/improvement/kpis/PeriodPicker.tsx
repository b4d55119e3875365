import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { FilterButton, periodTime } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './KpiPage.module.css';
import { PERIODS } from './period';
import type { AskedPeriod } from './period';
import { kpisTranslationRef } from './translation';

/** Chooses a time up to now, or days of one's own. */
export function PeriodPicker(props: {
  period: AskedPeriod;
  zone: string;
  onChange: (changes: { period?: string; from?: string; to?: string }) => void;
}) {
  const { period, zone, onChange } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const [days, setDays] = useState({ from: '', to: '' });
  const isWrong = Boolean(days.from && days.to && days.from > days.to);
  return (
    <FilterButton
      label={t('page.period.label')}
      summary={
        period.word
          ? t(`page.period.${period.word}`)
          : periodTime({ from: period.from, to: period.to! }, zone)
      }
      onClear={() => onChange({})}
    >
      {close => (
        <div className={styles.periods}>
          {PERIODS.map(word => (
            <Button
              key={word}
              variant={word === period.word ? 'primary' : 'secondary'}
              onPress={() => {
                onChange({ period: word });
                close();
              }}
            >
              {t(`page.period.${word}`)}
            </Button>
          ))}
          <form
            className={styles.days}
            aria-label={t('page.period.own')}
            onSubmit={event => {
              event.preventDefault();
              if (isWrong || !days.from || !days.to) return;
              onChange(days);
              close();
            }}
          >
            {(['from', 'to'] as const).map(end => (
              <label key={end} className={styles.day}>
                {t(`page.period.${end}`)}
                <input
                  type="date"
                  required
                  value={days[end]}
                  onChange={event => {
                    const { value } = event.target;
                    setDays(old => ({ ...old, [end]: value }));
                  }}
                />
              </label>
            ))}
            {isWrong && (
              <p role="alert" className={styles.wrong}>
                {t('page.period.wrong')}
              </p>
            )}
            <Button type="submit" isDisabled={isWrong}>
              {t('page.period.apply')}
            </Button>
          </form>
        </div>
      )}
    </FilterButton>
  );
}
