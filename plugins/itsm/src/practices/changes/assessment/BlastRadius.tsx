import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Assessment } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import styles from './Assessment.module.css';
import { assessmentTranslationRef } from './translation';

type Impact = NonNullable<Assessment['impact']>;

/** What is shown at once; the rest is folded. */
const SHOWN = 5;
const MOST_OWNERS = 4;

/** Kinds whose name is not a word. */
const KNOWN: Readonly<Record<string, string>> = { api: 'API' };

/** A number says nothing by itself; a name does. */
function useTierWords(): (tier: string) => string {
  const { t } = useTranslationRef(assessmentTranslationRef);
  return tier => (/^\d+$/.test(tier) ? t('blast.tier', { tier }) : tier);
}

function Items(props: {
  items: Impact['items'];
  refs: Assessment['refs'];
  label: string;
}) {
  const { items, refs, label } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  const tierWords = useTierWords();
  return (
    <ul className={styles.items} aria-label={label}>
      {items.map(({ ref, tier, distance }) => (
        <li key={ref} className={styles.item}>
          <RefLabel entityRef={ref} refs={refs} />
          <span className={styles.quiet}>
            {tier !== undefined && `${tierWords(tier)}, `}
            {t('blast.steps', { count: distance })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What fails if the change goes wrong: how much of what, and what matters most of it. */
export function BlastRadius(props: {
  impact: Impact;
  refs: Assessment['refs'];
}) {
  const { impact, refs } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  const { total, tiers, items, kinds, owners, withstood } = impact;
  const tierWords = useTierWords();
  const label = t('blast.items');
  const folded = items.slice(SHOWN);
  const beyond = total - items.length;
  return (
    <section>
      <h3 className={styles.heading}>{t('blast.title')}</h3>
      <Text as="p">
        {total === 0 ? t('blast.none') : t('blast.total', { count: total })}
        {withstood.total > 0 && (
          <>
            {' '}
            {t('blast.holds', { count: withstood.total })}
            {withstood.spent > 0
              ? `, ${t('blast.spent', { number: String(withstood.spent) })}`
              : ` ${t('blast.unspent')}`}
          </>
        )}
      </Text>
      {tiers.length > 0 && (
        <ul className={styles.chips}>
          {tiers.map(({ tier, count }) => (
            <li key={tier} className={styles.chip}>
              {`${tierWords(tier)}: ${count}`}
            </li>
          ))}
        </ul>
      )}
      {total > 0 && (
        <>
          <Items items={items.slice(0, SHOWN)} refs={refs} label={label} />
          {folded.length > 0 && (
            <details className={styles.fold}>
              <summary>
                {t('blast.others', { number: String(total - SHOWN) })}
              </summary>
              <Items items={folded} refs={refs} label={label} />
              {beyond > 0 && (
                <p className={styles.quiet}>
                  {t('blast.others', { number: String(beyond) })}
                </p>
              )}
            </details>
          )}
          <p className={styles.quiet}>
            {t('blast.kinds')}:{' '}
            {kinds
              .map(({ kind, count }) => `${KNOWN[kind] ?? kind} ${count}`)
              .join(', ')}
          </p>
          {owners.length > 0 && (
            <p className={styles.path}>
              <span className={styles.quiet}>{t('blast.owner')}</span>
              {owners.slice(0, MOST_OWNERS).map(({ ref, count }) => (
                <span key={ref} className={styles.owner}>
                  <RefLabel entityRef={ref} refs={refs} />
                  <span className={styles.quiet}> {count}</span>
                </span>
              ))}
            </p>
          )}
        </>
      )}
    </section>
  );
}
