import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton } from '@backstage/ui';
import { impactRoutes, MOST_ASKED } from '@callboard/plugin-itsm-common';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  FailureMessage,
  isForbidden,
  isNotFound,
  RecordSection,
  refTitle,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { ofImpact } from './answer';
import { survivorsSentence } from './answerSentence';
import { impactTranslationRef } from './translation';
import { useDependenciesHref } from './useDependenciesHref';

/**
 * What fails if these items fail, in a sentence or two, with the way to the map. It asks for no
 * list and draws nothing, so it may stand on any page. Whoever may not see it is not bothered with
 * it.
 */
export function ImpactSummary(props: {
  refs: readonly string[];
  /** What they are called, where that is known already. */
  known?: Readonly<Record<string, RefInfo>>;
  /** Whether it stands as a section of a record's page. */
  asSection?: boolean;
}) {
  const { known, asSection } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const hrefOf = useDependenciesHref();
  const all = [...new Set(props.refs)];
  const refs = all.slice(0, MOST_ASKED);
  const { data, error, refetch } = useItsmQuery(impactRoutes.impact, {
    query: { ref: refs.join(','), limit: 1 },
    enabled: refs.length > 0,
    live: true,
    keepPrevious: true,
  });
  if (refs.length === 0 || isForbidden(error) || isNotFound(error)) return null;
  if (error && !data)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  if (!data)
    return asSection ? (
      <Awaited />
    ) : (
      <div aria-busy="true">
        <Skeleton height={24} />
      </div>
    );
  const { total: count, owners, asked } = data;
  const teams = t('teams', { count: owners.length });
  const number = String(refs.length);
  const [first] = refs;
  const href = hrefOf(first);
  const title =
    asked.find(({ ref }) => ref === first)?.title ?? refTitle(first, known);
  const words = [
    refs.length === 1
      ? t('summary.fail', { count, teams })
      : t('summary.of', { count, teams, number }),
    ...survivorsSentence(ofImpact(data), t),
    ...(all.length > refs.length ? [t('summary.tooMany', { number })] : []),
  ];
  const summary = (
    <p style={{ margin: 0 }}>
      {words.join(' ')}{' '}
      {href && <Link href={href}>{t('summary.map', { name: title })}</Link>}
    </p>
  );
  return asSection ? (
    <RecordSection title={t('summary.title')}>{summary}</RecordSection>
  ) : (
    summary
  );
}
