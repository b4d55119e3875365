import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { serviceLifecycle } from '@callboard/plugin-itsm-common';
import type {
  PortfolioServiceSummary,
  ServiceState,
} from '@callboard/plugin-itsm-common';
import { ChartFrame, RouterLink, useWidth } from '@callboard/plugin-itsm-react';
import { portfolioServiceRouteRef } from '../../routes';
import { costOf } from '../costOf';
import { portfolioRegisterTranslationRef } from '../translation';
import styles from './Bubbles.module.css';
import { fieldsOf, SHAPES } from './bubbles';
import type { Bubble, Field, Shape } from './bubbles';

const SCORES = [1, 2, 3, 4, 5];
const LEFT = 44;
const BOTTOM = 40;
const FIELD_HIGH = 84;
/** Where there are more in a field, or it is narrower, names would lie on each other. */
const MOST_NAMED = 3;
const ROOM_FOR_NAMES = 130;
const LONGEST_NAME = 20;

const nameOf = (title: string) =>
  title.length > LONGEST_NAME
    ? `${title.slice(0, LONGEST_NAME - 1).trimEnd()}…`
    : title;

const labelOf = (status: string) =>
  serviceLifecycle.states[status as ServiceState]?.label ?? status;

/** A circle, a square, a diamond or a triangle of about the same area. */
function Mark(props: { shape: Shape; r: number; hollow?: boolean }) {
  const { shape, r, hollow } = props;
  const common = {
    className: styles.mark,
    'data-shape': shape,
    'data-hollow': hollow ? '' : undefined,
  };
  if (shape === 'pipeline') return <circle r={r} {...common} />;
  const s = r * 0.89;
  if (shape === 'making')
    return (
      <rect x={-s} y={-s} width={2 * s} height={2 * s} rx={2} {...common} />
    );
  const points =
    shape === 'running'
      ? `0,${-r * 1.2} ${r * 1.2},0 0,${r * 1.2} ${-r * 1.2},0`
      : `0,${-r * 1.2} ${r * 1.2},${r} ${-r * 1.2},${r}`;
  return <polygon points={points} {...common} />;
}

function Placed(props: {
  bubble: Bubble;
  field: { x: number; y: number; wide: number };
  /** Whether there is room for what it is called. */
  isNamed: boolean;
}) {
  const { bubble, field } = props;
  const { row, value, risk, dx, dy, size, shape } = bubble;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const href = useRouteRef(portfolioServiceRouteRef)?.({ number: row.number });
  const most = Math.min(field.wide, FIELD_HIGH) * 0.32;
  const r = size === undefined ? 6 : Math.max(5, size * most);
  const words = t('bubbles.bubble', {
    number: row.number,
    title: row.title,
    value: String(value),
    risk: String(risk),
    cost: costOf(row) ?? t('bubbles.noCost'),
    state: labelOf(row.status),
  });
  return (
    <g
      transform={`translate(${field.x + dx * field.wide} ${
        field.y + dy * FIELD_HIGH
      })`}
    >
      <RouterLink className={styles.bubble} to={href ?? ''} aria-label={words}>
        <title>{words}</title>
        <Mark shape={shape} r={r} hollow={size === undefined} />
        {props.isNamed && (
          <text className={styles.name} y={r + 14} aria-hidden>
            {nameOf(row.title)}
          </text>
        )}
      </RouterLink>
    </g>
  );
}

/** Of services of high and low value at low and high risk, as the answer counts them. */
const countOf = (
  fields: readonly Field[],
  holds: (field: Field) => boolean,
): string =>
  String(
    fields
      .filter(holds)
      .reduce((sum, { bubbles, more }) => sum + bubbles.length + more, 0),
  );

/** Services by value and risk, as large as what they cost. */
export function Bubbles(props: {
  rows: readonly PortfolioServiceSummary[];
  /** In which costs are compared. */
  currency: string;
}) {
  const { rows, currency } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const { ref, width } = useWidth<HTMLDivElement>();
  const { fields, unscored } = fieldsOf(rows, currency);
  const wide = Math.max(48, (width - LEFT - 8) / SCORES.length);
  const xOf = (value: number) => LEFT + (value - 0.5) * wide;
  const yOf = (risk: number) => (5 - risk + 0.5) * FIELD_HIGH;
  const high = FIELD_HIGH * SCORES.length;
  const scored = rows.filter(row => !unscored.includes(row));
  return (
    <ChartFrame<PortfolioServiceSummary, PortfolioServiceSummary>
      title={t('bubbles.title')}
      answer={
        <>
          {t('bubbles.answer', {
            count: scored.length,
            best: countOf(fields, f => f.value >= 4 && f.risk <= 2),
            hard: countOf(fields, f => f.value <= 2 && f.risk >= 4),
          } as never)}
          {unscored.length > 0 &&
            ` ${t('bubbles.unscored', {
              count: unscored.length,
            } as never)}`}
        </>
      }
      legend={
        <div className={styles.legend}>
          {SHAPES.map(shape => {
            const used = scored.some(row =>
              fields.some(f =>
                f.bubbles.some(b => b.row === row && b.shape === shape),
              ),
            );
            return (
              used && (
                <span key={shape} className={styles.key}>
                  <svg width={18} height={18} viewBox="-9 -9 18 18" aria-hidden>
                    <Mark shape={shape} r={6} />
                  </svg>
                  {t(`bubbles.shape.${shape}`)}
                </span>
              )
            );
          })}
          <span>{t('bubbles.size', { currency })}</span>
          <span>{t('bubbles.other')}</span>
        </div>
      }
      table={{
        rows: [...scored].reverse(),
        keyOf: row => row.id,
        head: {
          label: t('bubbles.service'),
          of: row => `${row.number} ${row.title}`,
        },
        columns: [
          { label: t('bubbles.value'), of: row => row.valueScore! },
          { label: t('bubbles.risk'), of: row => row.riskScore! },
          { label: t('bubbles.cost'), of: row => costOf(row) ?? '' },
          { label: t('bubbles.state'), of: row => labelOf(row.status) },
        ],
      }}
      file={{
        rows: scored,
        head: { label: t('bubbles.service'), of: row => row.number },
        columns: [
          { label: t('bubbles.value'), of: row => row.valueScore! },
          { label: t('bubbles.risk'), of: row => row.riskScore! },
          { label: t('bubbles.cost'), of: row => row.estimatedCost ?? '' },
          { label: t('currency'), of: row => row.costCurrency ?? '' },
          { label: t('bubbles.state'), of: row => row.status },
        ],
      }}
    >
      <div ref={ref}>
        <svg
          className={styles.plot}
          width={width}
          height={high + BOTTOM}
          role="group"
          aria-label={t('bubbles.title')}
        >
          {SCORES.map(score => (
            <g key={score} aria-hidden>
              <line
                className={styles.line}
                x1={LEFT + (score - 1) * wide}
                x2={LEFT + (score - 1) * wide}
                y2={high}
              />
              <line
                className={styles.line}
                x1={LEFT}
                x2={LEFT + 5 * wide}
                y1={score * FIELD_HIGH}
                y2={score * FIELD_HIGH}
              />
              <text className={styles.tick} x={xOf(score)} y={high + 16}>
                {score}
              </text>
              <text className={styles.tick} x={LEFT - 12} y={yOf(score) + 4}>
                {score}
              </text>
            </g>
          ))}
          <text
            className={styles.axis}
            x={LEFT + 2.5 * wide}
            y={high + 34}
            aria-hidden
          >
            {t('bubbles.axis', { label: t('bubbles.value') })}
          </text>
          <text
            className={styles.axis}
            transform={`translate(12 ${high / 2}) rotate(-90)`}
            aria-hidden
          >
            {t('bubbles.axis', { label: t('bubbles.risk') })}
          </text>
          {fields.map(({ value, risk, bubbles, more }) => (
            <g key={`${value}/${risk}`}>
              {bubbles.map(bubble => (
                <Placed
                  key={bubble.row.id}
                  bubble={bubble}
                  field={{ x: xOf(value), y: yOf(risk), wide }}
                  isNamed={
                    wide >= ROOM_FOR_NAMES && bubbles.length <= MOST_NAMED
                  }
                />
              ))}
              {more > 0 && (
                <text
                  className={styles.more}
                  x={xOf(value) + wide / 2 - 6}
                  y={yOf(risk) - FIELD_HIGH / 2 + 14}
                >
                  {`+${more}`}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}
