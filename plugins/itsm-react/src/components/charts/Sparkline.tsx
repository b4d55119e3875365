import type { Judged, KpiPoint } from '@callboard/plugin-itsm-common';
import colours from './colours.module.css';
import styles from './Sparkline.module.css';

const WIDTH = 120;
const HEIGHT = 36;
const EDGE = 4;

/**
 * How a number went, small: its line, the band of what is usual, and its last complete point. The words
 * beside it say the same.
 */
export function Sparkline(props: {
  points: readonly Pick<KpiPoint, 'value' | 'complete'>[];
  judged: Judged;
}) {
  const { points, judged } = props;
  const { xmr, verdict } = judged;
  const values = points.flatMap(({ value }) => value ?? []);
  if (values.length < 2) return <></>;
  const held = xmr ? [...values, xmr.lower, xmr.upper] : values;
  const [least, most] = [Math.min(...held), Math.max(...held)];
  const x = (index: number) =>
    EDGE + (index / Math.max(1, points.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    most === least
      ? HEIGHT / 2
      : HEIGHT -
        EDGE -
        ((value - least) / (most - least)) * (HEIGHT - 2 * EDGE);
  const pathOf = (indexes: readonly number[]) =>
    indexes
      .map((index, i) => {
        const isNext = i > 0 && indexes[i - 1] === index - 1;
        return `${isNext ? 'L' : 'M'}${x(index).toFixed(1)} ${y(
          points[index].value!,
        ).toFixed(1)}`;
      })
      .join('');
  const there = points.flatMap(({ value }, index) =>
    value === undefined ? [] : [index],
  );
  const complete = there.filter(index => points[index].complete);
  const last = complete[complete.length - 1];
  // The dot stands where the news is; where there is none, at the end.
  const dot = judged.signal?.index ?? last;
  return (
    <div className={`${styles.box} ${colours.colours}`} aria-hidden>
      <svg
        className={styles.spark}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {xmr && (
          <rect
            className={styles.band}
            x={0}
            width={WIDTH}
            y={y(xmr.upper)}
            height={Math.max(1, y(xmr.lower) - y(xmr.upper))}
          />
        )}
        <path className={styles.line} d={pathOf(complete)} />
        {last !== undefined && there.some(index => index > last) && (
          <path
            className={styles.going}
            d={pathOf(there.filter(index => index >= last))}
          />
        )}
      </svg>
      {dot !== undefined && points[dot]?.value !== undefined && (
        <span
          className={styles.last}
          data-verdict={verdict}
          style={{
            left: `${(x(dot) / WIDTH) * 100}%`,
            top: y(points[dot].value!),
          }}
        />
      )}
    </div>
  );
}
