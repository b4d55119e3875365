import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AgreementDetail,
  AgreementOverlap,
} from '@callboard/plugin-itsm-common';
import { RecordSection, RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Agreement.module.css';

function Overlap(props: {
  agreement: AgreementDetail;
  other: AgreementOverlap;
}) {
  const { agreement, other } = props;
  const { key, name, precedence, goesBefore, metrics, records } = other;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const page = useServiceLevelAddresses().agreement(key);
  const link = page ? <RouterLink to={page}>{name}</RouterLink> : <>{name}</>;
  const own = String(agreement.precedence);
  return (
    <li>
      <span className={styles.strong}>
        {goesBefore
          ? t('agreement.before', { name: link })
          : t('agreement.behind', { name: link })}
      </span>
      <span className={styles.hint}>
        {metrics.map(metric => t(`metric.${metric}`)).join(', ')}
        {' · '}
        {precedence === agreement.precedence
          ? t('agreement.beforeByKey', { own })
          : t('agreement.beforeBy', {
              own: String(Math.max(precedence, agreement.precedence)),
              other: String(Math.min(precedence, agreement.precedence)),
            })}
      </span>
      <span className={styles.hint}>
        {records > 0
          ? t('agreement.overlapSeen', {
              count: records,
              examples: other.examples.join(', '),
            } as never)
          : t('agreement.overlapPossible')}
      </span>
    </li>
  );
}

/** Which other agreements go for some of the same records, and which of them counts then. */
export function Overlaps(props: { agreement: AgreementDetail }) {
  const { agreement } = props;
  const { overlaps, looked } = agreement;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const count = { count: looked.records } as never;
  return (
    <RecordSection title={t('agreement.overlaps')}>
      {overlaps.length === 0 ? (
        <p className={styles.text}>{t('agreement.overlapsNone')}</p>
      ) : (
        <>
          <p className={styles.text}>{t('agreement.overlapsIntro')}</p>
          <ul className={styles.overlaps}>
            {overlaps.map(other => (
              <Overlap key={other.key} agreement={agreement} other={other} />
            ))}
          </ul>
          <p className={styles.hint}>
            {looked.truncated
              ? t('agreement.lookedNewest', count)
              : t('agreement.looked', count)}
          </p>
        </>
      )}
    </RecordSection>
  );
}
