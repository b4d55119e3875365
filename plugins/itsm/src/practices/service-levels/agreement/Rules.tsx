import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AgreementSummary } from '@callboard/plugin-itsm-common';
import { serviceLevelsTranslationRef } from '../translation';
import { useConditionWords } from '../words/useConditionWords';
import styles from './Agreement.module.css';

/** When the clock of a promise is held, when it is kept, and what a reopening does. */
export function Rules(props: {
  agreement: AgreementSummary;
  target: AgreementSummary['targets'][number];
}) {
  const { agreement, target } = props;
  const { metric, pauseWhen, stopWhen, reopen, retroactive } = target;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const words = useConditionWords(agreement.recordTypes);
  const pause = () => {
    if (pauseWhen)
      return t('agreement.pauseWhen', { condition: words.line(pauseWhen) });
    return t(
      metric === 'resolution' ? 'agreement.pauseUsual' : 'agreement.pauseNever',
    );
  };
  const stop = () => {
    if (stopWhen)
      return t('agreement.stopWhen', { condition: words.line(stopWhen) });
    return t(
      metric === 'response' ? 'agreement.stopResponse' : 'agreement.stopUsual',
    );
  };
  return (
    <ul className={styles.rules}>
      <li>{stop()}</li>
      <li>{pause()}</li>
      <li>{t(`agreement.${reopen}`)}</li>
      {retroactive && <li>{t('agreement.retroactive')}</li>}
    </ul>
  );
}
