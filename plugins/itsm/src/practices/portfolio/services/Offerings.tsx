import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatMoney, type ServicePage } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { AskButton } from '../catalogue/AskButton';
import { newDemandRouteRef, offeringRouteRef } from '../routes';
import { Nothing, Section } from './Section';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

type Offering = NonNullable<ServicePage['offerings']>[number];

function Offered({ offering }: { offering: Offering }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { key, name, summary, audience, asking, price } = offering;
  const page = useRouteRef(offeringRouteRef)?.({ key });
  return (
    <li className={styles.offering}>
      <span className={styles.offeringWords}>
        <strong>
          {page ? <RouterLink to={page}>{name}</RouterLink> : name}
        </strong>
        <span>{summary}</span>
        <span className={styles.quiet}>
          {[
            audience,
            price &&
              t('offerings.price', {
                price: formatMoney(price.minor, price.currency),
                per: t(`per.${price.per}`),
              }),
            asking.text,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <AskButton offering={offering} variant="primary" />
    </li>
  );
}

/** What people can ask for, and how. */
export function Offerings({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { offerings } = page;
  const need = useRouteRef(newDemandRouteRef)?.();
  if (!offerings) return null;
  return (
    <Section id="offerings" title={t('offerings.title')}>
      {offerings.length === 0 ? (
        <Nothing
          next={
            need && (
              <RouterLink
                to={`${need}?service=${encodeURIComponent(page.ref)}`}
              >
                {t('offerings.noneNext')}
              </RouterLink>
            )
          }
        >
          {t('offerings.none')}
        </Nothing>
      ) : (
        <ul className={styles.lines}>
          {offerings.map(offering => (
            <Offered key={offering.key} offering={offering} />
          ))}
        </ul>
      )}
    </Section>
  );
}
