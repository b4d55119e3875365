import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { demandLifecycle } from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import { RouterLink, StatusChip } from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../../routes';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';
import { useSimilarNeeds } from './useSimilarNeeds';

/** What others have said already, to give points to instead of saying it twice. */
export function SimilarNeeds(props: { service?: string; title: string }) {
  const { t } = useTranslationRef(demandTranslationRef);
  const hrefOf = useRouteRef(demandRouteRef);
  const { data } = useSimilarNeeds(props.service, props.title);
  const items = data?.items ?? [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <section className={styles.aside} aria-label={t('form.similar')}>
          <h2>{t('form.similar')}</h2>
          <p className={styles.hint}>{t('form.similarHint')}</p>
          <ul className={styles.list}>
            {items.map(need => (
              <li key={need.id}>
                {/* In a tab of its own, so that nothing written is lost. */}
                <RouterLink
                  className={styles.link}
                  to={hrefOf?.({ number: need.number }) ?? ''}
                  target="_blank"
                  rel="noreferrer"
                  title={t('form.voteFor')}
                >
                  {`${need.number} ${need.title}`}
                </RouterLink>
                <div className={`${styles.line} ${styles.hint}`}>
                  <StatusChip
                    status={need.status}
                    category={need.statusCategory}
                    lifecycle={demandLifecycle as Lifecycle}
                  />
                  {need.sameEntity && <span>{t('form.sameService')}</span>}
                  {need.sharedWords.length > 0 && (
                    <span title={need.sharedWords.join(', ')}>
                      {t('form.shared')}
                    </span>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
