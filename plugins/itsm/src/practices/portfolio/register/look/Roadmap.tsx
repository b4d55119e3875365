import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { PortfolioServiceSummary } from '@callboard/plugin-itsm-common';
import {
  ChartFrame,
  refTitle,
  RouterLink,
  useNow,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { useEffect, useRef } from 'react';
import { portfolioServiceRouteRef } from '../../routes';
import { portfolioRegisterTranslationRef } from '../translation';
import {
  LANES_BY,
  barOf,
  lanesOf,
  placeIn,
  quartersIn,
  spanOf,
  type RoadBar,
} from './roadmap';
import styles from './Roadmap.module.css';

const HALF_A_YEAR = 183 * 86_400_000;
const dayOf = (at: number) =>
  DateTime.fromMillis(at, { locale: 'en-GB' }).toFormat('d LLL yyyy');
const percent = (place: number) => `${(place * 100).toFixed(2)}%`;
const quarterOf = (at: number) => {
  const day = DateTime.fromMillis(at, { zone: 'utc' });
  return day.quarter === 1 ? String(day.year) : `Q${day.quarter}`;
};

function Bar(props: { bar: RoadBar; span: { from: number; to: number } }) {
  const { bar, span } = props;
  const { row, start, live, end } = bar;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const href = useRouteRef(portfolioServiceRouteRef)?.({ number: row.number });
  const words = [
    start !== undefined && t('roadmap.starts', { day: dayOf(start) }),
    live !== undefined && t('roadmap.lives', { day: dayOf(live) }),
    end !== undefined && t('roadmap.retires', { day: dayOf(end) }),
  ].filter(Boolean);
  const said = t('roadmap.bar', {
    number: row.number,
    title: row.title,
    words: words.join(', '),
  });
  const left = placeIn(start ?? live ?? end!, span);
  // Without an end it goes on; without a day on which it is live it is being made until it ends.
  const right = placeIn(end ?? (live === undefined ? start! : span.to), span);
  const made = live === undefined ? right : placeIn(live, span);
  const isOpen = end === undefined && live !== undefined;
  return (
    <li className={styles.row}>
      <RouterLink
        className={styles.bar}
        to={href ?? ''}
        aria-label={said}
        title={said}
        data-open={isOpen ? '' : undefined}
        style={{
          left: percent(left),
          width: percent(Math.max(0.004, right - left)),
        }}
      >
        {start !== undefined && made > left && (
          <i
            className={styles.made}
            style={{ width: percent((made - left) / (right - left || 1)) }}
          />
        )}
        <span className={styles.words}>{`${row.number} ${row.title}`}</span>
      </RouterLink>
    </li>
  );
}

/** When services begin, go live and end, by the objective that they serve or the group that owns them. */
export function Roadmap(props: {
  rows: readonly PortfolioServiceSummary[];
  refs: Refs;
}) {
  const { rows, refs } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const url = useUrlValues();
  const now = useNow();
  const by = LANES_BY.find(each => each === url.get('lanes')) ?? 'objective';
  const { lanes, undated } = lanesOf(rows, by, {
    none: t(by === 'owner' ? 'roadmap.noOwner' : 'roadmap.noObjective'),
    ownerOf: ref => refTitle(ref, refs),
  });
  const bars = rows.flatMap(row => barOf(row) ?? []);
  const span = spanOf(bars, now);
  const soon = bars.filter(
    ({ live }) => live !== undefined && live > now && live < now + HALF_A_YEAR,
  );
  const map = useRef<HTMLDivElement>(null);
  const today = placeIn(now, span);
  const begin = useRef(today);
  useEffect(() => {
    const { current } = map;
    // Where it is wider than the screen one begins with today in view.
    if (current)
      current.scrollLeft =
        begin.current * current.scrollWidth - current.clientWidth / 2;
  }, []);
  const day = (at: number | undefined) => (at === undefined ? '' : dayOf(at));
  const columns = [
    { label: t('roadmap.start'), of: (bar: RoadBar) => day(bar.start) },
    { label: t('roadmap.live'), of: (bar: RoadBar) => day(bar.live) },
    { label: t('roadmap.retire'), of: (bar: RoadBar) => day(bar.end) },
  ];
  const head = {
    label: t('roadmap.service'),
    of: ({ row }: RoadBar) => `${row.number} ${row.title}`,
  };
  return (
    <ChartFrame<RoadBar, RoadBar>
      title={t('roadmap.title')}
      answer={
        <>
          {t('roadmap.answer', {
            count: bars.length,
            next: String(soon.length),
          } as never)}
          {undated.length > 0 &&
            ` ${t('roadmap.undated', {
              count: undated.length,
            } as never)}`}
        </>
      }
      tools={
        <ToggleButtonGroup
          aria-label={t('roadmap.by')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[by]}
          onSelectionChange={keys =>
            url.set({ lanes: String([...keys][0]) }, { replace: true })
          }
        >
          {LANES_BY.map(each => (
            <ToggleButton key={each} id={each}>
              {t(`roadmap.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
      legend={
        <p className={styles.legend}>
          <i className={styles.keyMade} aria-hidden /> {t('roadmap.making')}
          <i className={styles.keyLive} aria-hidden /> {t('roadmap.running')}
        </p>
      }
      table={{
        rows: [...bars].reverse(),
        keyOf: ({ row }) => row.id,
        head,
        columns,
      }}
      file={{ rows: bars, head, columns }}
    >
      {bars.length > 0 && (
        <div className={styles.map} ref={map}>
          <div className={styles.axis} aria-hidden>
            {quartersIn(span).map(at => (
              <span key={at} style={{ left: percent(placeIn(at, span)) }}>
                {quarterOf(at)}
              </span>
            ))}
            <span className={styles.today} style={{ left: percent(today) }}>
              {t('roadmap.today')}
            </span>
          </div>
          {lanes.map(lane => (
            <section
              key={lane.key}
              className={styles.lane}
              aria-label={lane.label}
            >
              <h4 className={styles.name}>{lane.label}</h4>
              <ul className={styles.rows}>
                <li
                  className={styles.now}
                  aria-hidden
                  style={{ left: percent(today) }}
                />
                {lane.bars.map(bar => (
                  <Bar key={bar.row.id} bar={bar} span={span} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </ChartFrame>
  );
}
