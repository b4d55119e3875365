import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AgreementSummary } from '@callboard/plugin-itsm-common';
import type { Refs } from '@callboard/plugin-itsm-react';
import { serviceLevelsTranslationRef } from '../translation';
import { useThresholdWords } from '../words/useThresholdWords';
import styles from './Agreement.module.css';

/** What happens as the time of a promise is used up; nothing if nothing is agreed. */
export function Thresholds(props: {
  thresholds: AgreementSummary['targets'][number]['thresholds'];
  refs: Refs | undefined;
}) {
  const { thresholds, refs } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const words = useThresholdWords(refs);
  if (!thresholds || thresholds.length === 0) return <></>;
  return (
    <>
      <h3 className={styles.small}>{t('agreement.thresholds')}</h3>
      <dl className={styles.thresholds}>
        {thresholds.map(({ at, actions }) => (
          <div key={at}>
            <dt title={words.hint(at)}>{words.at(at)}</dt>
            <dd>{words.will(actions)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
