import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { boundsOf, kpiWords, verdictOf } from '@callboard/plugin-itsm-common';
import type {
  Judged,
  KpiDirection,
  KpiPoint,
  KpiUnit,
} from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { RouterLink } from '../../routing';
import colours from './colours.module.css';
import styles from './KpiTile.module.css';
import { Sparkline } from './Sparkline';
import { chartsTranslationRef } from './translation';
import { useVerdictWords, VerdictPill } from './VerdictPill';

/** What a tile shows. */
export interface KpiTileProps {
  name: string;
  /** Where the number is looked at closely. */
  href?: string;
  unit: KpiUnit;
  direction: KpiDirection;
  /** The number; still loading if there is neither it nor `awaits` nor `failure`. */
  total?: Pick<KpiPoint, 'value' | 'count' | 'numerator'>;
  /** The number's course, with its last point if that is not complete. */
  points?: readonly Pick<KpiPoint, 'value' | 'complete'>[];
  /** What is said of it, where it is known already; otherwise it is judged by the points. */
  judged?: Judged;
  /** What of the values, e.g. `median`. */
  statistic?: string;
  /** Of which time, e.g. `March 2026`. */
  period?: string;
  target?: number;
  /** What it waits for before it can be told. */
  awaits?: string;
  /** Why there is no number, e.g. as it could not be loaded. */
  failure?: string;
  /** More about it, below. */
  note?: ReactNode;
}

const NONE: NonNullable<KpiTileProps['points']> = [];

/** A number: how much, whether it got better in words, and its course in small. */
export function KpiTile(props: KpiTileProps) {
  const { name, href, unit, direction, total, target, awaits, failure } = props;
  const { points = NONE, statistic, period, note } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const wordsOf = useVerdictWords();
  const reckoned = useMemo(
    () => verdictOf(points, direction, { bounds: boundsOf(unit) }),
    [points, direction, unit],
  );
  const judged = props.judged ?? reckoned;
  const about = [
    statistic,
    period,
    total &&
      unit !== 'count' &&
      total.count > 0 &&
      t('tile.count', { count: total.count } as never),
    target !== undefined &&
      t('tile.target', { target: kpiWords(target, unit) }),
  ].filter(Boolean);
  return (
    <article
      className={`${styles.tile} ${colours.colours}`}
      aria-label={name}
      data-waits={awaits ? '' : undefined}
    >
      <h3 className={styles.name}>
        {href ? <RouterLink to={href}>{name}</RouterLink> : name}
      </h3>
      {awaits && <p className={styles.about}>{t('tile.awaits', { awaits })}</p>}
      {failure && !awaits && <p className={styles.about}>{failure}</p>}
      {!total && !awaits && !failure && <Skeleton height={72} />}
      {total && !awaits && (
        <>
          <p
            className={styles.value}
            data-none={total.value === undefined ? '' : undefined}
          >
            {total.value === undefined
              ? t('tile.none')
              : kpiWords(total.value, unit)}
          </p>
          <p className={styles.about}>{about.join(' · ')}</p>
          {points.length > 1 && (
            <>
              <Sparkline points={points} judged={judged} />
              <div className={styles.verdict}>
                <VerdictPill judged={judged} />
                {judged.signal && (
                  <span className={styles.why}>{wordsOf(judged)}</span>
                )}
              </div>
            </>
          )}
        </>
      )}
      {note}
    </article>
  );
}

/** Tiles beside each other, as many as there is room for. */
export function KpiTiles(props: { children: ReactNode }) {
  return <div className={styles.tiles}>{props.children}</div>;
}
