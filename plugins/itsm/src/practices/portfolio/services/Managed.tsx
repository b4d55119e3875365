import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { minutesWords, type ServicePage } from '@callboard/plugin-itsm-common';
import {
  LevelBar,
  Property,
  PropertyList,
  RelativeTime,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { continuityRouteRef, managedServicesRouteRef } from '../routes';
import { Nothing, Section } from './Section';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

/** What to do, as text that may stand within a link: of Markdown, names in code alone. */
function Remedy({ words }: { words: string }) {
  return (
    <>
      {words
        .split('`')
        .map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}
    </>
  );
}

/** What it lacks of what a managed service has, each with what to do about it. */
export function Checklist({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const all = useRouteRef(managedServicesRouteRef)?.();
  const { checklist } = page;
  if (!checklist || checklist.score === undefined) return null;
  const { score, level, checks } = checklist;
  const missing = checks.filter(({ state }) => state === 'missing');
  const levels = { well: 'good', partly: 'fair', hardly: 'poor' } as const;
  return (
    <Section
      id="checklist"
      title={t('checklist.title')}
      actions={
        <span className={styles.quiet}>
          {t('checklist.score', { score: String(score) })}
        </span>
      }
    >
      <div className={styles.level}>
        <LevelBar percent={score} level={levels[level ?? 'partly']} />
      </div>
      {missing.length === 0 ? (
        <Nothing>{t('checklist.complete')}</Nothing>
      ) : (
        <details className={styles.missing} open={missing.length <= 4}>
          <summary>
            {t('checklist.missing', { count: missing.length } as never)}
          </summary>
          <ul className={styles.lines}>
            {missing.map(({ key, label, why, remedy, path }) => (
              <li key={key} className={styles.missed}>
                <strong>{label}</strong>
                <span className={styles.quiet}>{why}</span>
                {remedy && (
                  <span>
                    {path ? (
                      <RouterLink to={path}>
                        <Remedy words={remedy} />
                      </RouterLink>
                    ) : (
                      <Remedy words={remedy} />
                    )}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {all && (
        <p className={styles.nothing}>
          <RouterLink to={all}>{t('checklist.all')}</RouterLink>
        </p>
      )}
    </Section>
  );
}

/** How it comes back from a disaster. */
export function Continuity({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const plans = useRouteRef(continuityRouteRef)?.();
  const { continuity } = page.sections;
  if (!continuity) return null;
  const plan = plans && `${plans}?service=${encodeURIComponent(page.ref)}`;
  const { rtoMinutes, rpoMinutes, testedRtoMinutes, lastTestAt, gap } =
    continuity;
  const agreed = rtoMinutes !== undefined || rpoMinutes !== undefined;
  return (
    <Section
      id="continuity"
      title={t('continuity.title')}
      actions={
        plan && <RouterLink to={plan}>{t('continuity.open')}</RouterLink>
      }
    >
      {!agreed && <Nothing>{t('continuity.none')}</Nothing>}
      {gap && <p className={styles.gap}>{gap}</p>}
      {agreed && (
        <PropertyList label={t('continuity.title')}>
          {rtoMinutes !== undefined && (
            <Property label={t('continuity.rto')}>
              {minutesWords(rtoMinutes)}
            </Property>
          )}
          {rpoMinutes !== undefined && (
            <Property label={t('continuity.rpo')}>
              {minutesWords(rpoMinutes)}
            </Property>
          )}
          <Property label={t('continuity.lastTest')}>
            {lastTestAt ? (
              <RelativeTime instant={lastTestAt} />
            ) : (
              t('continuity.never')
            )}
          </Property>
          {testedRtoMinutes !== undefined && (
            <Property label={t('continuity.tested')}>
              {minutesWords(testedRtoMinutes)}
            </Property>
          )}
        </PropertyList>
      )}
    </Section>
  );
}
