import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LoadCounts } from '@callboard/plugin-itsm-common';
import { ATTENTION_COUNTS, EFFECT_COUNTS } from './countWords';
import styles from './Data.module.css';
import { ciSourcesTranslationRef } from './translation';

const ALWAYS: ReadonlySet<string> = new Set([
  'created',
  'updated',
  'unchanged',
  'retired',
  'bad',
  'duplicates',
  'conflicts',
]);

/** What a load did, or would do, in numbers. */
export function CountTiles(props: { counts: LoadCounts; dryRun?: boolean }) {
  const { counts, dryRun } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const effects = EFFECT_COUNTS.map(name => ({ name, attention: false }));
  const others = ATTENTION_COUNTS.map(name => ({ name, attention: true }));
  return (
    <dl className={styles.tiles} aria-label={t('tiles.label')}>
      {[...effects, ...others]
        .filter(({ name }) => counts[name] > 0 || ALWAYS.has(name))
        .map(({ name, attention }) => (
          <div
            key={name}
            className={styles.tile}
            data-zero={counts[name] === 0 || undefined}
            data-attention={(attention && counts[name] > 0) || undefined}
          >
            <dt>{dryRun ? t(`tiles.would.${name}`) : t(`tiles.${name}`)}</dt>
            <dd>{counts[name].toLocaleString('en')}</dd>
          </div>
        ))}
    </dl>
  );
}
