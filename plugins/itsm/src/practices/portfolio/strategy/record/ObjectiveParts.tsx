import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { KeyResults } from '@callboard/plugin-itsm-common';
import { objectiveRouteRef } from '../../routes';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { Progress } from '../words/Progress';

type Part = KeyResults['parts'][number];

function PartRow({ part }: { part: Part }) {
  const to = useRouteRef(objectiveRouteRef);
  const href = to?.({ number: part.number });
  const words = `${part.number} ${part.title}`;
  return (
    <li className={styles.row}>
      {href ? <Link href={href}>{words}</Link> : words}
      <span className={styles.hint}>{part.statusLabel}</span>
      <Progress progress={part.progress} />
    </li>
  );
}

/** The objectives that are part of one: each counts for it as much as a key result does. */
export function ObjectiveParts(props: {
  parts: readonly Part[];
  /** How many more count. */
  others: number;
}) {
  const { parts, others } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  return (
    <>
      <h4 className={styles.partsTitle}>{t('parts.title')}</h4>
      <p className={styles.hint}>{t('parts.how')}</p>
      <ul className={styles.list}>
        {parts.map(part => (
          <PartRow key={part.number} part={part} />
        ))}
        {others > 0 && (
          <li className={styles.row}>
            <span className={styles.hint}>
              {t('parts.others', { count: others })}
            </span>
          </li>
        )}
      </ul>
    </>
  );
}
