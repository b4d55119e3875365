import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { TIER_LABELS, type ServicePage } from '@callboard/plugin-itsm-common';
import {
  Property,
  PropertyList,
  RefLabel,
  RouterLink,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import { portfolioServiceRouteRef } from '../routes';
import { Section } from './Section';
import { ServiceLink } from './ServiceLink';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

/** The record of the service in the portfolio. */
function OnRecord({ page }: { page: ServicePage }) {
  const { record } = page;
  const hrefOf = useRouteRef(portfolioServiceRouteRef);
  if (!record) return null;
  const href = hrefOf?.({ number: record.number });
  return (
    <span className={styles.people}>
      {href ? (
        <RouterLink to={href}>{record.number}</RouterLink>
      ) : (
        record.number
      )}
      <StatusChip
        status={record.statusLabel}
        category={record.statusCategory}
      />
    </span>
  );
}

/** The facts of a service; engineers see more of them. */
export function About(props: { page: ServicePage; technical?: boolean }) {
  const { page, technical } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const { refs, tags, links, parts } = page;
  const fact = (label: string, value: React.ReactNode) =>
    value ? (
      <Property key={label} label={label}>
        {value}
      </Property>
    ) : null;
  const entity = (ref: string | undefined) =>
    ref && <RefLabel entityRef={ref} refs={refs} />;
  const more = parts.total - parts.refs.length;
  return (
    <Section id="about" title={t('about.title')}>
      <PropertyList label={t('about.title')}>
        {fact(t('about.owner'), entity(page.ownerRef))}
        {fact(t('about.tier'), page.tier && TIER_LABELS[page.tier])}
        {fact(t('about.portfolio'), page.record && <OnRecord page={page} />)}
        {fact(t('about.domain'), entity(page.domainRef))}
        {fact(
          t('about.system'),
          page.systemRef && (
            <span className={styles.fact}>
              <ServiceLink entityRef={page.systemRef} refs={refs} />
            </span>
          ),
        )}
        {technical && fact(t('about.type'), page.type)}
        {fact(t('about.lifecycle'), page.lifecycle)}
        {technical && fact(t('about.tags'), tags.join(', '))}
        {fact(
          t('about.links'),
          links.length > 0 && (
            <span className={styles.stack}>
              {links.map(({ url, title }) => (
                <Link key={url} href={url}>
                  {title}
                </Link>
              ))}
            </span>
          ),
        )}
        {technical &&
          fact(
            t('parts.title'),
            parts.total > 0 && (
              <span className={styles.people}>
                {parts.refs.map(ref => (
                  <ServiceLink key={ref} entityRef={ref} refs={refs} />
                ))}
                {more > 0 && (
                  <span className={styles.quiet}>
                    {t('parts.more', { count: more } as never)}
                  </span>
                )}
              </span>
            ),
          )}
      </PropertyList>
    </Section>
  );
}
