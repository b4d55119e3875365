import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import styles from './Calendar.module.css';
import { CALENDAR_VIEWS, titleOf, ZOOMS } from './span';
import { changeCalendarTranslationRef } from './translation';
import { LANES_BY } from './useCalendar';
import type { CalendarOnPage } from './useCalendar';

/** One of several ways to look at the same. */
function Choice<T extends string>(props: {
  label: string;
  values: readonly T[];
  value: T;
  wordOf: (value: T) => string;
  onChange: (value: T) => void;
}) {
  const { label, values, value, wordOf, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => onChange([...keys][0] as T)}
    >
      {values.map(one => (
        <ToggleButton key={one} id={one}>
          {wordOf(one)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Which time is shown, and how. */
export function CalendarBar(props: { calendar: CalendarOnPage }) {
  const { calendar } = props;
  const { shown, by } = calendar;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  return (
    <div className={styles.bar}>
      <div className={styles.when}>
        <Button size="small" variant="secondary" onPress={calendar.goToday}>
          {t('today')}
        </Button>
        <span className={styles.turn}>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowLeftSLine />}
            aria-label={t('previous')}
            onPress={() => calendar.step(-1)}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowRightSLine />}
            aria-label={t('next')}
            onPress={() => calendar.step(1)}
          />
        </span>
        <h2 className={styles.shown} aria-live="polite">
          {titleOf(shown)}
        </h2>
      </div>
      {!calendar.isPhone && (
        <div className={styles.how}>
          {shown.view === 'timeline' && (
            <>
              <Choice
                label={t('by.label')}
                values={LANES_BY}
                value={by}
                wordOf={one => t(`by.${one}`)}
                onChange={calendar.setBy}
              />
              <Choice
                label={t('zoom.label')}
                values={ZOOMS}
                value={shown.zoom}
                wordOf={one => t(`zoom.${one}`)}
                onChange={zoom => calendar.show({ zoom })}
              />
            </>
          )}
          <Choice
            label={t('view.label')}
            values={CALENDAR_VIEWS}
            value={shown.view}
            wordOf={one => t(`view.${one}`)}
            onChange={view => calendar.show({ view })}
          />
        </div>
      )}
    </div>
  );
}
