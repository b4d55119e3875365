import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { CiEvent } from '@callboard/plugin-itsm-common';
import { RiSkipLeftLine, RiSkipRightLine } from '@remixicon/react';
import { useEffect, useId, useState } from 'react';
import type { CSSProperties } from 'react';
import { cmdbTranslationRef } from '../translation';
import { instantWords } from '../words/instantWords';
import { beforePrevious, marksOf, nextChange, stepOf } from './marks';
import type { Span } from './marks';
import styles from './MomentSlider.module.css';

const PAUSE_MS = 250;

/**
 * Chooses an instant of a span on which the changes are marked. The browser's own slider, because
 * it says an instant to a screen reader; the one of Backstage UI says numbers.
 */
export function MomentSlider(props: {
  span: Span;
  events: readonly CiEvent[];
  /** Whether there are earlier changes than those given. */
  hasEarlier: boolean;
  /** Undefined is now. */
  value: string | undefined;
  onChange: (instant: string | undefined) => void;
}) {
  const { span, events, hasEarlier, value, onChange } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const [held, setHeld] = useState<number>();
  const hint = useId();
  const step = stepOf(span);
  const chosen = value ? Date.parse(value) : span.to;
  const at = Math.min(Math.max(held ?? chosen, span.from), span.to);
  const isNow = at > span.to - step;
  const words = isNow
    ? t('asOf.now')
    : instantWords(new Date(at).toISOString());
  const marks = marksOf(events, span);
  const count = marks.reduce((sum, mark) => sum + mark.count, 0);

  useEffect(() => {
    if (held === undefined) return undefined;
    // What is passed on the way is not asked for.
    const timer = setTimeout(() => {
      onChange(isNow ? undefined : new Date(at).toISOString());
      setHeld(undefined);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [held, at, isNow, onChange]);

  const previous = beforePrevious(events, at, span);
  const next = nextChange(events, at);
  return (
    <div className={styles.slider}>
      <div className={styles.track}>
        <input
          type="range"
          className={styles.range}
          min={span.from}
          max={span.to}
          step={step}
          value={at}
          aria-label={t('asOf.slider')}
          aria-valuetext={words}
          aria-describedby={hint}
          onChange={e => setHeld(Number(e.target.value))}
        />
        {marks.map(mark => (
          <span
            key={mark.place}
            className={styles.mark}
            style={{ '--place': mark.place } as CSSProperties}
            aria-hidden
          />
        ))}
      </div>
      <div className={styles.ends} aria-hidden>
        <span>{instantWords(new Date(span.from).toISOString())}</span>
        <span>{t('asOf.now')}</span>
      </div>
      <div className={styles.steps}>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiSkipLeftLine />}
          isDisabled={!previous}
          onPress={() => onChange(previous)}
        >
          {t('asOf.previous')}
        </Button>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiSkipRightLine />}
          isDisabled={!next}
          onPress={() => onChange(next)}
        >
          {t('asOf.next')}
        </Button>
        <span className={styles.hint} id={hint}>
          {hasEarlier
            ? t('asOf.newestMarks', { count })
            : t('asOf.marks', { count })}
        </span>
      </div>
    </div>
  );
}
