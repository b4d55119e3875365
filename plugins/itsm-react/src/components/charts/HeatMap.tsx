import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { KpiHeatMap } from '@callboard/plugin-itsm-common';
import { Info } from 'luxon';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { ChartFrame } from './ChartFrame';
import styles from './HeatMap.module.css';
import { chartsTranslationRef } from './translation';
import { useWidth } from './useWidth';

const HOURS = 24;
/** Narrower, three hours are one field: 24 are too small to read or to tap. */
const ROOMY_PX = 720;

const words = (value: number) => value.toLocaleString('en-US');

/** How much there was by weekday and hour. Fields have their numbers, so that shades are no riddle. */
export function HeatMap(props: {
  /** A question, e.g. `When do incidents come in?` */
  title: string;
  hideTitle?: boolean;
  heat: Pick<KpiHeatMap, 'hours' | 'zone'>;
}) {
  const { title, hideTitle, heat } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const { ref, width } = useWidth<HTMLDivElement>();
  const [at, setAt] = useState({ day: 0, block: 0 });
  const each = width < ROOMY_PX ? 3 : 1;
  const days = Info.weekdays('long', { locale: 'en-GB' });
  const brief = Info.weekdays('short', { locale: 'en-GB' });
  const blocks = heat.hours.map(hours =>
    Array.from({ length: HOURS / each }, (_, block) =>
      hours
        .slice(block * each, (block + 1) * each)
        .reduce((sum, value) => sum + value, 0),
    ),
  );
  const most = Math.max(0, ...blocks.flat());
  const hoursOf = (block: number) => ({
    from: String(block * each),
    to: String((block + 1) * each),
  });
  const top = blocks
    .flatMap((row, day) => row.map((value, block) => ({ day, block, value })))
    .find(({ value }) => value === most);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = {
      day: Math.min(6, Math.max(0, at.day + step[0])),
      block: Math.min(HOURS / each - 1, Math.max(0, at.block + step[1])),
    };
    setAt(next);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-cell='${next.day}-${next.block}']`)
      ?.focus();
  };
  return (
    <ChartFrame
      title={title}
      hideTitle={hideTitle}
      answer={
        most === 0 || !top
          ? t('none')
          : `${t('heat.most', {
              day: days[top.day],
              ...hoursOf(top.block),
              value: words(top.value),
            })} ${t('heat.zone', { zone: heat.zone })}`
      }
      file={{
        rows: most > 0 ? heat.hours.map((hours, day) => ({ day, hours })) : [],
        head: { label: t('heat.day'), of: ({ day }) => days[day] },
        columns: Array.from({ length: HOURS }, (_, hour) => ({
          label: `${hour}:00`,
          of: ({ hours }: { hours: number[] }) => hours[hour],
        })),
      }}
    >
      <div ref={ref}>
        {most > 0 && (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <table
            className={styles.heat}
            aria-label={title}
            role="grid"
            onKeyDown={onKeyDown}
          >
            <thead>
              <tr>
                <td />
                {blocks[0].map((_, block) => (
                  <th key={block} scope="col" className={styles.hour}>
                    {block * each}
                  </th>
                ))}
                <th scope="col" className={styles.total}>
                  {t('heat.total')}
                </th>
              </tr>
            </thead>
            <tbody>
              {blocks.map((row, day) => (
                <tr key={days[day]}>
                  <th scope="row" className={styles.day} title={days[day]}>
                    {brief[day]}
                  </th>
                  {row.map((value, block) => {
                    const share = value / most;
                    const isHere = at.day === day && at.block === block;
                    return (
                      <td
                        key={block}
                        className={styles.cell}
                        data-cell={`${day}-${block}`}
                        data-strong={share > 0.55 ? '' : undefined}
                        tabIndex={isHere ? 0 : -1}
                        onFocus={() => setAt({ day, block })}
                        style={{ '--heat': share } as never}
                        title={t('heat.cell', {
                          day: days[day],
                          hours: t('heat.hour', hoursOf(block)),
                          value: words(value),
                        })}
                      >
                        {value > 0 ? words(value) : ''}
                      </td>
                    );
                  })}
                  <td className={styles.total}>
                    {words(row.reduce((sum, value) => sum + value, 0))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </ChartFrame>
  );
}
