import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { dayTime } from '../clocks/dayTimes';
import { serviceLevelsTranslationRef } from '../translation';
import type { Life, Piece } from './life';
import styles from './LifePicture.module.css';

const LANE = { top: 30, height: 26 };
const AXIS = LANE.top + LANE.height + 18;
const HEIGHT = AXIS + 6;

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

/** Beside the edge a label begins or ends there instead of being cut off. */
function anchorAt(x: number): 'start' | 'middle' | 'end' {
  if (x < 0.06) return 'start';
  return x > 0.94 ? 'end' : 'middle';
}

/** Whether there is room for a word above the lane. */
const isFree = (x: number, { marks, due }: Life) =>
  [...marks, ...(due ? [due] : [])].every(mark => Math.abs(mark.x - x) > 0.08);

/** Shapes that tell pieces apart without their colour. */
function Patterns(props: { id: string }) {
  const { id } = props;
  return (
    <defs>
      <pattern
        id={`${id}-outside`}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="7" height="7" className={styles.outsideGround} />
        <line x1="0" y1="0" x2="0" y2="7" className={styles.outsideLine} />
      </pattern>
      <pattern
        id={`${id}-paused`}
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
      >
        <rect width="8" height="8" className={styles.pausedGround} />
        <rect width="3" height="8" className={styles.pausedBar} />
      </pattern>
      <pattern
        id={`${id}-idle`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
      >
        <circle cx="3" cy="3" r="1" className={styles.idleDot} />
      </pattern>
    </defs>
  );
}

const fillOf = (what: Piece, id: string) =>
  what === 'outside' || what === 'paused' || what === 'idle'
    ? `url(#${id}-${what})`
    : undefined;

/** What the pieces that occur mean. */
function Legend(props: { life: Life; id: string }) {
  const { life, id } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const all: Piece[] = [
    'running',
    'outside',
    'paused',
    'idle',
    'stopped',
    'ahead',
  ];
  const occurring = all.filter(what =>
    life.pieces.some(piece => piece.what === what && piece.width > 0.001),
  );
  return (
    <ul className={styles.legend}>
      {occurring.map(what => (
        <li key={what}>
          <svg width="22" height="12" aria-hidden>
            <rect
              x="0.5"
              y="0.5"
              width="21"
              height="11"
              className={styles[what]}
              fill={fillOf(what, id)}
            />
          </svg>
          {t(`explain.state.${what}`)}
        </li>
      ))}
    </ul>
  );
}

/** The life of a run on a line of time; the same stands in the table behind it. */
export function LifePicture(props: { life: Life; label: string; at: string }) {
  const { life, label, at } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const id = useId().replace(/\W/g, '');
  const now = Date.parse(at);
  return (
    <figure className={styles.figure}>
      <svg
        width="100%"
        height={HEIGHT}
        role="img"
        aria-label={label}
        className={styles.picture}
      >
        <Patterns id={id} />
        {life.ticks.map(tick => (
          <g key={tick.at}>
            <line
              x1={percent(tick.x)}
              x2={percent(tick.x)}
              y1={LANE.top - 4}
              y2={LANE.top + LANE.height + 4}
              className={styles.grid}
            />
            <text
              x={percent(tick.x)}
              y={AXIS}
              textAnchor={anchorAt(tick.x)}
              className={styles.tick}
            >
              {tick.label}
            </text>
          </g>
        ))}
        {life.pieces.map((piece, i) => (
          <rect
            key={i}
            x={percent(piece.x)}
            // What was there a moment only is to be seen, too.
            style={{ width: `max(1px, ${percent(piece.width)})` }}
            y={LANE.top}
            height={LANE.height}
            className={styles[piece.what]}
            fill={fillOf(piece.what, id)}
          />
        ))}
        {life.marks.map((mark, i) => (
          <g key={mark.at}>
            <title>
              {t('explain.mark', {
                n: String(i + 1),
                at: dayTime(mark.at, now),
                what: mark.changes
                  .map(change => t(`explain.marks.${change}`))
                  .join(', '),
              })}
            </title>
            <line
              x1={percent(mark.x)}
              x2={percent(mark.x)}
              y1={LANE.top - 6}
              y2={LANE.top + LANE.height}
              className={styles.mark}
            />
            <circle
              cx={percent(mark.x)}
              cy={LANE.top - 13}
              r="8"
              className={styles.bubble}
            />
            <text
              x={percent(mark.x)}
              y={LANE.top - 9}
              textAnchor="middle"
              className={styles.number}
            >
              {i + 1}
            </text>
          </g>
        ))}
        {life.now !== undefined && (
          <g className={styles.now}>
            <line
              x1={percent(life.now)}
              x2={percent(life.now)}
              y1={LANE.top - 4}
              y2={LANE.top + LANE.height + 4}
            />
            {isFree(life.now, life) && (
              <text
                x={percent(life.now)}
                y={LANE.top - 8}
                textAnchor={anchorAt(life.now)}
              >
                {t('explain.now')}
              </text>
            )}
          </g>
        )}
        {life.due && (
          <g className={styles.due}>
            <line
              x1={percent(life.due.x)}
              x2={percent(life.due.x)}
              y1={LANE.top - 14}
              y2={LANE.top + LANE.height + 4}
            />
            <text
              x={percent(life.due.x)}
              y={LANE.top - 18}
              textAnchor={life.due.x > 0.8 ? 'end' : anchorAt(life.due.x)}
            >
              {`⚑ ${t('explain.due')} ${dayTime(life.due.at, now)}`}
            </text>
          </g>
        )}
      </svg>
      <figcaption>
        <Legend life={life} id={id} />
        {life.marks.length > 0 && (
          <ol className={styles.marks}>
            {life.marks.map(mark => (
              <li key={mark.at}>
                {`${dayTime(mark.at, now)}: ${mark.changes
                  .map(change => t(`explain.marks.${change}`))
                  .join(', ')}`}
              </li>
            ))}
          </ol>
        )}
      </figcaption>
    </figure>
  );
}
