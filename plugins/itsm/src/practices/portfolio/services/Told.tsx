import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServicePage } from '@callboard/plugin-itsm-common';
import {
  Markdown,
  RefLabel,
  RelativeTime,
  RouterLink,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { HealthPill } from './HealthPill';
import { More } from './Records';
import { Nothing, Section } from './Section';
import { ServiceLink } from './ServiceLink';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

type Props = { page: ServicePage };

/** Why it does as it does, worst first. */
export function HealthReasons({ page }: Props) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { reasons } = page.health;
  return (
    <Section id="health" title={t('health.title')}>
      {reasons.length === 0 ? (
        <Nothing next={page.viewer.works && t('health.noneNext')}>
          {t('health.none')}.
        </Nothing>
      ) : (
        <ul className={styles.lines}>
          {reasons.map((reason, i) => (
            <li key={i} className={styles.line}>
              <span className={styles.lineTitle}>
                <span className={styles.pill}>
                  <HealthPill health={reason.health} />
                </span>{' '}
                {reason.path ? (
                  <RouterLink to={reason.path}>{reason.words}</RouterLink>
                ) : (
                  reason.words
                )}
              </span>
              <span className={styles.lineFacts}>
                {reason.aboutRef && (
                  <span className={styles.quiet}>
                    {t('list.about')}{' '}
                    <RefLabel entityRef={reason.aboutRef} refs={page.refs} />
                  </span>
                )}
                {reason.since && (
                  <span className={styles.when}>
                    {t('health.since')} <RelativeTime instant={reason.since} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What became of it, the last first. */
export function Changed({ page }: Props) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const hrefOf = useRecordHref();
  const { changed } = page.sections;
  if (!changed) return null;
  return (
    <Section id="changed" title={t('changed.title')}>
      {changed.items.length === 0 ? (
        <Nothing next={page.partial.includes('changed') && t('partial')}>
          {t('changed.none')}
        </Nothing>
      ) : (
        <ul className={styles.lines}>
          {changed.items.map((event, i) => {
            const { number, path, words } = event;
            const href = (number && hrefOf({ type: 'change', number })) ?? path;
            const said = (
              <>
                {number && <span className={styles.number}>{number}</span>}{' '}
                {words}
              </>
            );
            return (
              <li key={i} className={styles.line}>
                <span className={styles.lineTitle}>
                  {href ? <RouterLink to={href}>{said}</RouterLink> : said}
                </span>
                <span className={styles.lineFacts}>
                  {event.aboutRef && (
                    <span className={styles.quiet}>
                      {t('list.about')}{' '}
                      <RefLabel entityRef={event.aboutRef} refs={page.refs} />
                    </span>
                  )}
                  <span className={styles.when}>
                    <RelativeTime instant={event.at} />
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <More shown={changed.items.length} total={changed.total} />
    </Section>
  );
}

/** What it needs, or who needs it. */
export function Neighbours(props: Props & { section: 'dependsOn' | 'usedBy' }) {
  const { page, section } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const list = page.sections[section];
  if (!list) return null;
  return (
    <Section id={section} title={t(`${section}.title`)}>
      {list.items.length === 0 ? (
        <Nothing>{t(`${section}.none`)}</Nothing>
      ) : (
        <ul className={styles.neighbours}>
          {list.items.map(({ ref, relation, health }) => (
            <li key={ref} className={styles.neighbour}>
              <ServiceLink entityRef={ref} refs={page.refs} />
              {health ? (
                <HealthPill health={health} />
              ) : (
                <span className={styles.quiet}>{relation}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <More shown={list.items.length} total={list.total} />
    </Section>
  );
}

/** What it does for whom, as somebody wrote it. */
export function What({ page }: Props) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const words = page.record?.purpose ?? page.description;
  const customers = page.record?.customers ?? [];
  return (
    <Section id="what" title={t('what.title')}>
      {words ? (
        <Markdown>{words}</Markdown>
      ) : (
        <Nothing next={page.viewer.works && t('what.noneNext')}>
          {t('what.none')}
        </Nothing>
      )}
      {customers.length > 0 && (
        <p className={styles.customers}>
          <strong>{t('what.customers')}:</strong> {customers.join(', ')}
        </p>
      )}
    </Section>
  );
}
