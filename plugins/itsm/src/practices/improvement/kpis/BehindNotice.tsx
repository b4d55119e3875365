import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { KpiAnswer } from '@callboard/plugin-itsm-common';
import styles from './Kpis.module.css';
import { kpisTranslationRef } from './translation';

/** Says that numbers are still being counted, where they are. */
export function BehindNotice(props: {
  answers: readonly Pick<KpiAnswer, 'unread' | 'rebuilding'>[];
}) {
  const { answers } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const count = Math.max(0, ...answers.map(({ unread }) => unread));
  const isAgain = answers.some(({ rebuilding }) => rebuilding);
  if (count === 0 && !isAgain) return <></>;
  return (
    <p className={styles.notice} role="status">
      {isAgain
        ? t('behind.rebuilding')
        : t('behind.unread', { count } as never)}
    </p>
  );
}
