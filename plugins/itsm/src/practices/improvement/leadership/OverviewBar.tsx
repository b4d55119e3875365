import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Select, TextField } from '@backstage/ui';
import { leadershipRoutes } from '@callboard/plugin-itsm-common';
import type { Overview } from '@callboard/plugin-itsm-common';
import { ExportButton } from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiPrinterLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { DigestButton } from './DigestButton';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { monthEnds, monthOf, useOverviewQuestion } from './useOverview';

const MONTHS = ['13', '24'] as const;
const NO_COLUMNS: readonly string[] = [];

/** Which day one looks back from and how far, and what can be done with the page. */
export function OverviewBar(props: { overview: Overview }) {
  const { overview } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const { url, asOf, months } = useOverviewQuestion();
  const today = DateTime.now().setZone(overview.zone);
  const ends = monthEnds(overview, today);
  const choose = (day: string | undefined) =>
    url.set({ asOf: day === today.toISODate() ? undefined : day });
  return (
    <div className={styles.tools}>
      <div className={styles.bar}>
        <span className={styles.quiet}>{t('asOf.label')}</span>
        <ButtonIcon
          variant="tertiary"
          icon={<RiArrowLeftSLine />}
          aria-label={t('asOf.before', { month: monthOf(ends.before) })}
          onPress={() => choose(ends.before)}
        />
        <span className={styles.date}>
          <TextField
            aria-label={t('asOf.label')}
            size="small"
            // The field passes the type on; the browser's own control knows days.
            type={'date' as 'text'}
            value={overview.asOf}
            onChange={day => /^\d{4}-\d\d-\d\d$/.test(day) && choose(day)}
          />
        </span>
        <ButtonIcon
          variant="tertiary"
          icon={<RiArrowRightSLine />}
          aria-label={
            ends.after
              ? t('asOf.after', { month: monthOf(ends.after) })
              : t('asOf.today')
          }
          isDisabled={overview.today}
          onPress={() => choose(ends.after)}
        />
        {!overview.today && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => choose(undefined)}
          >
            {t('asOf.today')}
          </Button>
        )}
        <Select
          aria-label={t('months.label')}
          size="small"
          options={MONTHS.map(value => ({
            value,
            label: t(`months.${value}`),
          }))}
          value={months ?? '13'}
          onChange={value =>
            url.set({ months: value === '24' ? '24' : undefined })
          }
        />
        <ExportButton
          route={leadershipRoutes.export}
          question={{ asOf, months }}
          columns={NO_COLUMNS}
        />
        <Button
          variant="secondary"
          iconStart={<RiPrinterLine />}
          onPress={() => window.print()}
        >
          {t('print')}
        </Button>
        <DigestButton overview={overview} />
      </div>
    </div>
  );
}
