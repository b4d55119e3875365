import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Skeleton } from '@backstage/ui';
import type { ManagedSummary as Summary } from '@callboard/plugin-itsm-common';
import {
  BarTable,
  ChartFrame,
  refTitle,
  RelativeTime,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import styles from './Catalogue.module.css';
import { catalogueTranslationRef } from './translation';

const MOST_ROWS = 8;

/** An address of this page with other filters. */
const filteredBy = (values: Record<string, string>) =>
  `?${new URLSearchParams(values)}#services`;

function Answer({ summary }: { summary: Summary }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { services, score, computedAt } = summary;
  if (score === undefined) return null;
  return (
    <div>
      <p className={styles.answer}>
        {services === 1
          ? t('managed.answerOne', { score: String(score) })
          : t('managed.answer', {
              services: String(services),
              score: String(score),
            })}
      </p>
      {computedAt && (
        <p className={styles.quiet}>
          {t('managed.looked')} <RelativeTime instant={computedAt} />
        </p>
      )}
    </div>
  );
}

function Levels({ summary }: { summary: Summary }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  return (
    <ul className={styles.tiles} aria-label={t('managed.levels')}>
      {summary.levels.map(({ level, count }) => (
        <li key={level}>
          <RouterLink to={filteredBy({ level })} className={styles.tile}>
            <strong>{count}</strong>
            <span>{t(`managed.level.${level}`)}</span>
            <span className={styles.quiet}>
              {t(`managed.levelHint.${level}`)}
            </span>
          </RouterLink>
        </li>
      ))}
    </ul>
  );
}

function Missing({ summary }: { summary: Summary }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const checks = summary.checks.filter(({ missing }) => missing > 0);
  const [first] = checks;
  return (
    <Box bg="neutral" className={styles.chart}>
      <ChartFrame
        title={t('managed.checks')}
        answer={
          first
            ? t('managed.checksAnswer', {
                label: first.label,
                missing: String(first.missing),
                of: String(first.of),
              })
            : t('managed.checksNothing')
        }
        file={{
          rows: summary.checks,
          head: { label: t('managed.check'), of: c => c.label },
          columns: [
            { label: t('managed.missing'), of: c => String(c.missing) },
            { label: t('managed.of'), of: c => String(c.of) },
          ],
        }}
      >
        <BarTable
          label={t('managed.checks')}
          head={t('managed.check')}
          columns={[t('managed.missing'), t('managed.of')]}
          rows={checks
            .slice(0, MOST_ROWS)
            .map(({ key, label, why, missing, of }) => ({
              key,
              label: (
                <RouterLink to={filteredBy({ missing: key })} title={why}>
                  {label}
                </RouterLink>
              ),
              length: missing / of,
              numbers: [String(missing), String(of)],
            }))}
        />
      </ChartFrame>
    </Box>
  );
}

function Teams({ summary }: { summary: Summary }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { teams, refs } = summary;
  const nameOf = (ref: string | undefined) =>
    ref ? refTitle(ref, refs) : t('managed.nobody');
  const [first] = teams;
  return (
    <Box bg="neutral" className={styles.chart}>
      <ChartFrame
        title={t('managed.teams')}
        answer={
          first &&
          t('managed.teamsAnswer', {
            team: nameOf(first.ownerRef),
            score: String(first.score),
          })
        }
        file={{
          rows: teams,
          head: { label: t('managed.team'), of: one => nameOf(one.ownerRef) },
          columns: [
            { label: t('managed.score'), of: one => String(one.score) },
            { label: t('managed.services'), of: one => String(one.services) },
          ],
        }}
      >
        <BarTable
          label={t('managed.teams')}
          head={t('managed.team')}
          columns={[t('managed.score'), t('managed.services')]}
          rows={teams
            .slice(0, MOST_ROWS)
            .map(({ ownerRef, score, services }) => ({
              key: ownerRef ?? 'none',
              label: (
                <RouterLink to={filteredBy({ owner: ownerRef ?? 'none' })}>
                  {nameOf(ownerRef)}
                </RouterLink>
              ),
              length: score / 100,
              numbers: [String(score), String(services)],
            }))}
        />
      </ChartFrame>
    </Box>
  );
}

/** How well all services are managed: the answer, what is missing most, whose they are. */
export function ManagedSummary({ summary }: { summary: Summary }) {
  return (
    <>
      <Answer summary={summary} />
      <Levels summary={summary} />
      <div className={styles.charts}>
        <Missing summary={summary} />
        <Teams summary={summary} />
      </div>
    </>
  );
}

/** As high as what comes, so that the list below stays where it is. */
export function SummaryLoading() {
  return (
    <>
      <Skeleton height={46} width="40%" />
      <div className={styles.tiles}>
        <Skeleton height={86} />
        <Skeleton height={86} />
        <Skeleton height={86} />
      </div>
      <div className={styles.charts}>
        <Skeleton height={360} />
        <Skeleton height={330} />
      </div>
    </>
  );
}
