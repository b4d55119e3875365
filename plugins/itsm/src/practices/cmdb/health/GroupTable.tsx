import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  HealthDimension,
  HealthGroup,
  HealthGrouping,
} from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useState } from 'react';
import { useHealthAddresses } from './addresses';
import styles from './GroupTable.module.css';
import { SCORED, scoreWords, sortGroups } from './score';
import type { GroupSort, Scored } from './score';
import { ScoreBar } from './ScoreBar';
import { ciHealthTranslationRef } from './translation';
import { Trend } from './Trend';

interface Sort {
  by: GroupSort;
  order: 'asc' | 'desc';
}

/** Words begin with A, numbers of items with the most, scores with the worst. */
const FIRST: Partial<Record<GroupSort, 'asc' | 'desc'>> = {
  items: 'desc',
  findings: 'desc',
};

function Head(props: {
  by: GroupSort;
  label: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  numeric?: boolean;
}) {
  const { by, label, sort, onSort, numeric } = props;
  const sorted = sort.by === by ? sort.order : undefined;
  const Arrow = sorted === 'asc' ? RiArrowUpSLine : RiArrowDownSLine;
  const direction = sorted === 'asc' ? 'ascending' : 'descending';
  const other = sort.order === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      className={numeric ? styles.number : undefined}
      aria-sort={sorted ? direction : undefined}
    >
      <button
        type="button"
        className={styles.sorter}
        onClick={() =>
          onSort({ by, order: sorted ? other : FIRST[by] ?? 'asc' })
        }
      >
        {label}
        {sorted && <Arrow size={16} aria-hidden />}
      </button>
    </th>
  );
}

function Row(props: {
  group: HealthGroup;
  grouping: HealthGrouping;
  hasTrend: boolean;
}) {
  const { group, grouping, hasTrend } = props;
  const { title, items, scores, findings, trend } = group;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const addresses = useHealthAddresses();
  const filters = { [grouping]: group.key ?? 'none' };
  const hrefOf = (scored: Scored) =>
    addresses.findings(
      scored === 'overall' ? filters : { ...filters, dimension: scored },
    );
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <RouterLink to={addresses.findings(filters)}>{title}</RouterLink>
      </th>
      <td
        className={`${styles.number} ${styles.first}`}
        data-label={t('groups.items')}
      >
        {items.toLocaleString('en')}
      </td>
      {SCORED.map(scored => {
        const score = scores[scored];
        const wrong =
          scored === 'overall'
            ? findings.total
            : findings[scored as HealthDimension];
        return (
          <td key={scored} data-label={t(`score.${scored}`)}>
            {wrong > 0 ? (
              <RouterLink
                className={styles.cell}
                to={hrefOf(scored)}
                aria-label={t('groups.cell', {
                  dimension: t(`score.${scored}`),
                  name: title,
                  score: scoreWords(score),
                })}
              >
                <ScoreBar score={score} />
              </RouterLink>
            ) : (
              <ScoreBar score={score} />
            )}
          </td>
        );
      })}
      <td
        className={`${styles.number} ${styles.first}`}
        data-label={t('groups.findings')}
      >
        {findings.total.toLocaleString('en')}
        {findings.excused > 0 && (
          <span className={styles.about}>
            {t('groups.excused', { count: findings.excused })}
          </span>
        )}
      </td>
      {hasTrend && (
        <td className={styles.number} data-label={t('groups.trend')}>
          {trend ? (
            <Trend change={trend.overall} since={trend.since} brief />
          ) : (
            '–'
          )}
        </td>
      )}
    </tr>
  );
}

/** Groups with their scores, to be sorted; each number is a way to the findings behind it. */
export function GroupTable(props: {
  grouping: HealthGrouping;
  groups: readonly HealthGroup[];
  isStale: boolean;
}) {
  const { grouping, groups, isStale } = props;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const [sort, setSort] = useState<Sort>({ by: 'overall', order: 'asc' });
  const head = { sort, onSort: setSort };
  // In the first weeks no day is old enough; a column of dashes would say nothing.
  const hasTrend = groups.some(({ trend }) => trend);
  return (
    <div className={styles.scroll} aria-busy={isStale}>
      <table className={styles.table} aria-label={t('groups.title')}>
        <thead>
          <tr>
            <Head by="title" label={t(`groups.name.${grouping}`)} {...head} />
            <Head by="items" label={t('groups.items')} numeric {...head} />
            {SCORED.map(scored => (
              <Head
                key={scored}
                by={scored}
                label={t(`score.${scored}`)}
                {...head}
              />
            ))}
            <Head
              by="findings"
              label={t('groups.findings')}
              numeric
              {...head}
            />
            {hasTrend && (
              <th scope="col" className={styles.number}>
                {t('groups.trend')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sortGroups(groups, sort.by, sort.order).map(group => (
            <Row
              key={group.key ?? ''}
              group={group}
              // While the next grouping loads, the rows are of the one before.
              grouping={grouping}
              hasTrend={hasTrend}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
