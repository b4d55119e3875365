import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SIGNAL_RULES } from '@callboard/plugin-itsm-common';
import type { ReactNode } from 'react';
import { chartsTranslationRef } from '../translation';
import { markPath } from './marks';
import type { Mark } from './marks';
import styles from './XmrChart.module.css';

function Item(props: { label: string; children: ReactNode }) {
  return (
    <li className={styles.key}>
      <svg width={24} height={14} viewBox="0 0 24 14" aria-hidden>
        {props.children}
      </svg>
      {props.label}
    </li>
  );
}

/** What the lines and shapes of the chart mean: those that are in it. */
export function XmrLegend(props: {
  marks: ReadonlyMap<number, Mark>;
  hasLimits: boolean;
  hasTarget: boolean;
  isGoing: boolean;
  others: readonly string[];
}) {
  const { marks, hasLimits, hasTarget, isGoing, others } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const found = [...marks.values()];
  return (
    <ul className={styles.legend}>
      {hasLimits && (
        <>
          <Item label={t('xmr.legend.centre')}>
            <path className={styles.centre} d="M1 7H23" />
          </Item>
          <Item label={t('xmr.legend.limits')}>
            <rect className={styles.band} width={24} height={14} />
            <path className={styles.limit} d="M0 1H24M0 13H24" />
          </Item>
        </>
      )}
      {hasTarget && (
        <Item label={t('xmr.legend.target')}>
          <path className={styles.target} d="M1 7H23" />
        </Item>
      )}
      {others.map((label, i) => (
        <Item key={label} label={label}>
          <path className={styles.other} data-line={i} d="M1 7H23" />
        </Item>
      ))}
      {SIGNAL_RULES.filter(rule => found.some(mark => mark.rule === rule)).map(
        rule => (
          <Item key={rule} label={t(`xmr.legend.${rule}`)}>
            <path
              className={styles.mark}
              data-sense={found.find(mark => mark.rule === rule)!.sense}
              d={markPath(rule, 12, 7)}
            />
          </Item>
        ),
      )}
      {isGoing && (
        <Item label={t('xmr.legend.going')}>
          <path className={styles.going} d="M1 7H12" />
          <circle className={styles.hollow} cx={16} cy={7} r={4} />
        </Item>
      )}
    </ul>
  );
}
