import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { standardChangeRoutes } from '@callboard/plugin-itsm-common';
import { RouterLink, useItsmQuery } from '@callboard/plugin-itsm-react';
import { fileChangeRouteRef } from '../routes';
import styles from './StandardOffers.module.css';
import { changeFormTranslationRef } from './translation';

const SHOWN = 5;

/** The standard changes for what is chosen: filed from their template they bring everything with them. */
export function StandardOffers(props: { entity: string | undefined }) {
  const { entity } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  const href = useRouteRef(fileChangeRouteRef)?.();
  const { data } = useItsmQuery(standardChangeRoutes.list, {
    query: { entity },
    staleTime: 60_000,
  });
  const offers = (data?.items ?? [])
    .filter(({ mayFile, removed }) => mayFile && !removed)
    .slice(0, SHOWN);
  if (!data || !href) return null;
  return (
    <div className={styles.offers}>
      <Text as="p" variant="body-small" color="secondary">
        {t(offers.length > 0 ? 'standard.choose' : 'standard.none')}
      </Text>
      <ul className={styles.list}>
        {offers.map(({ key, title, state }) => (
          <li key={key}>
            <RouterLink
              className={styles.offer}
              to={`${href}?${new URLSearchParams({
                template: key,
                ...(entity && { entity }),
              })}`}
            >
              {title}
            </RouterLink>
            {state === 'pre-approved' && (
              <span className={styles.state}>
                {' '}
                · {t('standard.preApproved')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
