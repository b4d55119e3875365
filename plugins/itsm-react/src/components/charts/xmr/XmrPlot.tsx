import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords, plainNumber } from '@callboard/plugin-itsm-common';
import type {
  KpiGrain,
  KpiPoint,
  KpiUnit,
  Xmr,
} from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { axisUnitOf } from '../axisUnit';
import { labelled, ticksOf } from '../scale';
import { pointTime, tickTime } from '../timeWords';
import { chartsTranslationRef } from '../translation';
import { useWidth } from '../useWidth';
import { linePath } from './linePath';
import { markPath } from './marks';
import type { Mark } from './marks';
import styles from './XmrChart.module.css';
import type { OtherLine } from './XmrChart';

const EDGE = { top: 14, right: 14, bottom: 28, left: 52 };
const LABEL_PX = 64;
const ABOUT_TICKS = 5;

/** The drawing: a line, what is usual of it, and a cursor that goes by pointer and by arrow keys. */
export function XmrPlot(props: {
  unit: KpiUnit;
  grain: KpiGrain;
  zone: string;
  points: readonly KpiPoint[];
  xmr: Xmr | undefined;
  marks: ReadonlyMap<number, Mark>;
  others: readonly OtherLine[];
  target?: number;
  changedAt?: string;
  height: number;
  onPoint?: (point: KpiPoint) => void;
}) {
  const { unit, grain, zone, points, xmr, marks, others, target } = props;
  const { changedAt, height, onPoint } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const { ref, width } = useWidth<HTMLDivElement>();
  const [at, setAt] = useState<number>();

  const values = [
    ...points.flatMap(({ value }) => value ?? []),
    ...others.flatMap(line => line.points.flatMap(({ value }) => value ?? [])),
    ...(xmr ? [xmr.upper, xmr.lower] : []),
    ...(target === undefined ? [] : [target]),
  ];
  const most = Math.max(...values);
  const axis = axisUnitOf(unit, most);
  // Scores and budgets say nothing near 0; all else is honest only from 0 on.
  const least = unit === 'score' ? Math.min(...values) : Math.min(0, ...values);
  const ticks = ticksOf(
    least / axis.of,
    most / axis.of,
    ABOUT_TICKS,
    unit === 'count',
  );
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const inner = {
    width: Math.max(80, width - EDGE.left - EDGE.right),
    height: height - EDGE.top - EDGE.bottom,
  };
  const x = (index: number) =>
    EDGE.left + ((index + 0.5) / points.length) * inner.width;
  const y = (value: number) =>
    EDGE.top + inner.height * (1 - (value / axis.of - low) / (high - low));
  const lineOf = (line: readonly Pick<KpiPoint, 'value'>[]) =>
    linePath(line.slice(0, points.length), x, y);

  const complete = points.map(point =>
    point.complete ? point : { ...point, value: undefined },
  );
  const goingFrom = points.findIndex(({ complete: isOver }) => !isOver);
  const going = points.map((point, index) =>
    goingFrom > 0 && index >= goingFrom - 1
      ? point
      : { ...point, value: undefined },
  );
  const changedIndex = changedAt
    ? points.findIndex(({ to }) => to > changedAt)
    : -1;
  const right = EDGE.left + inner.width;
  const bottom = EDGE.top + inner.height;

  const wordsOf = (index: number) => {
    const point = points[index];
    const news = marks.get(index)?.signal?.words;
    return [
      `${pointTime(point, grain, zone)}: ${
        point.value === undefined ? t('noValue') : kpiWords(point.value, unit)
      }${point.complete ? '' : ` ${t('soFar')}`}`,
      ...others.map(
        line => `${line.label} ${kpiWords(line.points[index]?.value, unit)}`,
      ),
      ...(news ? [news] : []),
    ].join(', ');
  };
  const last = points.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const current = at ?? last;
    const next = {
      ArrowLeft: current - 1,
      ArrowDown: current - 1,
      ArrowRight: current + 1,
      ArrowUp: current + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      // The first key shows where one is.
      setAt(
        at === undefined && event.key.startsWith('Arrow')
          ? last
          : Math.min(last, Math.max(0, next)),
      );
    } else if (event.key === 'Enter' && onPoint) {
      onPoint(points[current]);
    }
  };
  const indexAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place =
      ((event.clientX - box.left) * (width / (box.width || width)) -
        EDGE.left) /
      inner.width;
    return Math.min(last, Math.max(0, Math.floor(place * points.length)));
  };
  return (
    <div className={styles.plot}>
      <p className={styles.axis}>{t(`unit.${axis.name}`)}</p>
      <div
        ref={ref}
        className={styles.cursorArea}
        data-opens={onPoint ? '' : undefined}
        role="slider"
        tabIndex={0}
        aria-label={t('xmr.cursor')}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={(at ?? last) + 1}
        aria-valuetext={wordsOf(at ?? last)}
        onKeyDown={onKeyDown}
        onPointerMove={event => setAt(indexAt(event))}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        onClick={onPoint && (() => at !== undefined && onPoint(points[at]))}
      >
        <svg
          className={styles.svg}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden
        >
          {xmr && (
            <rect
              className={styles.band}
              x={EDGE.left}
              width={inner.width}
              y={y(xmr.upper)}
              height={Math.max(0, y(xmr.lower) - y(xmr.upper))}
            />
          )}
          {ticks.map(tick => (
            <g key={tick}>
              <path
                className={styles.grid}
                d={`M${EDGE.left} ${y(tick * axis.of)}H${right}`}
              />
              <text
                className={styles.tick}
                x={EDGE.left - 8}
                y={y(tick * axis.of)}
                dy="0.32em"
                textAnchor="end"
              >
                {plainNumber(tick)}
              </text>
            </g>
          ))}
          {labelled(points.length, Math.floor(inner.width / LABEL_PX)).map(
            (index, i, all) => (
              <text
                key={index}
                className={styles.tick}
                x={x(index)}
                y={height - 8}
                textAnchor="middle"
              >
                {tickTime(points[index], grain, zone, points[all[i - 1]])}
              </text>
            ),
          )}
          {xmr && (
            <>
              <path
                className={styles.limit}
                d={`M${EDGE.left} ${y(xmr.upper)}H${right}M${EDGE.left} ${y(
                  xmr.lower,
                )}H${right}`}
              />
              <path
                className={styles.centre}
                d={`M${EDGE.left} ${y(xmr.centre)}H${right}`}
              />
            </>
          )}
          {target !== undefined && (
            <path
              className={styles.target}
              d={`M${EDGE.left} ${y(target)}H${right}`}
            />
          )}
          {changedIndex > 0 && (
            <g>
              <path
                className={styles.changed}
                d={`M${x(changedIndex - 0.5)} ${EDGE.top}V${bottom}`}
              />
              <text
                className={styles.tick}
                x={x(changedIndex - 0.5)}
                y={EDGE.top - 4}
                textAnchor={changedIndex > points.length / 2 ? 'end' : 'start'}
              >
                {t('xmr.changedAt')}
              </text>
            </g>
          )}
          {others.map((line, i) => (
            <path
              key={line.label}
              className={styles.other}
              data-line={i}
              d={lineOf(line.points)}
            />
          ))}
          {goingFrom > 0 && <path className={styles.going} d={lineOf(going)} />}
          <path className={styles.line} d={lineOf(complete)} />
          {points.map((point, index) => {
            if (point.value === undefined) return null;
            const [cx, cy] = [x(index), y(point.value)];
            const mark = marks.get(index);
            if (mark) {
              return (
                <path
                  key={point.from}
                  className={styles.mark}
                  data-sense={mark.sense}
                  d={markPath(mark.rule, cx, cy)}
                />
              );
            }
            // Hundreds of dots are no line.
            if (point.complete && points.length > inner.width / 10) return null;
            return (
              <circle
                key={point.from}
                className={point.complete ? styles.dot : styles.hollow}
                cx={cx}
                cy={cy}
                r={point.complete ? 3 : 4}
              />
            );
          })}
          {at !== undefined && (
            <path
              className={styles.cursor}
              d={`M${x(at)} ${EDGE.top}V${bottom}`}
            />
          )}
        </svg>
        {at !== undefined && (
          <div
            className={styles.tip}
            aria-hidden
            style={
              x(at) > width / 2
                ? { right: width - x(at) + 10 }
                : { left: x(at) + 10 }
            }
          >
            {wordsOf(at)}
          </div>
        )}
      </div>
    </div>
  );
}
