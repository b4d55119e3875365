import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink, Link } from '@backstage/ui';
import {
  kernelRoutes,
  portfolioServiceRoutes,
  RISK,
  riskLifecycle,
  riskPermissions,
  riskRoutes,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  FailureMessage,
  isForbidden,
  RecordSection,
  StatusChip,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { newRiskRouteRef, riskRouteRef, risksRouteRef } from '../../routes';
import { LevelPill } from '../LevelPill';
import { RISK_VIEWS } from '../list/riskList';
import { isReviewDue } from '../list/useRiskColumns';
import styles from '../Risks.module.css';
import { risksTranslationRef } from '../translation';

const FEW = 5;
/** More than these are linked by nobody; a filter takes no more. */
const MOST_LINKED = 50;

/** The open risks of a service: of the entity that it is bound to, and those that are linked with its record. */
function useRisksOf(number: string, enabled: boolean) {
  const params = { id: number };
  const service = useItsmQuery(portfolioServiceRoutes.get, { params, enabled });
  const links = useItsmQuery(kernelRoutes.listLinks, {
    params,
    live: true,
    enabled,
  });
  const entityRef = service.data?.entityRef;
  const linked = (links.data?.items ?? []).flatMap(({ record }) =>
    record?.type === RISK ? [record.number] : [],
  );
  const any = [
    ...(entityRef ? [{ serviceRef: entityRef }] : []),
    ...(linked.length > 0
      ? [{ number: { $in: [...new Set(linked)].slice(0, MOST_LINKED) } }]
      : []),
  ];
  const isKnown = service.data !== undefined && links.data !== undefined;
  const risks = useItsmQuery(riskRoutes.list, {
    query: {
      ...RISK_VIEWS.open.params,
      filter: JSON.stringify({ $any: any }),
      sort: 'currentScore',
      order: 'desc',
      limit: FEW,
      total: true,
    } as never,
    enabled: isKnown && any.length > 0,
    live: true,
    keepPrevious: true,
  });
  return {
    entityRef,
    /** Undefined while it is not known. */
    found: isKnown && any.length === 0 ? { items: [], total: 0 } : risks.data,
    isLoading: service.isLoading || links.isLoading || risks.isLoading,
    error: risks.error,
    retry: () => risks.refetch(),
  };
}

/** What could happen to a service of the portfolio, the worst first, on its page. */
export function RisksOfService({ number, plain }: RecordPartProps) {
  const { t } = useTranslationRef(risksTranslationRef);
  const { entityRef, found, isLoading, error, retry } = useRisksOf(
    number,
    !plain,
  );
  const { allowed } = usePermission({ permission: riskPermissions.create });
  const hrefOf = useRouteRef(riskRouteRef);
  const toNew = useRouteRef(newRiskRouteRef)?.();
  const toAll = useRouteRef(risksRouteRef)?.();
  // To whoever may read no risks it says nothing.
  if (plain || isForbidden(error)) return <></>;
  if (!found && !error) return isLoading ? <Awaited /> : <></>;
  const { items = [], total = items.length } = found ?? {};
  if (!error && items.length === 0 && !allowed) return <></>;
  const about = new URLSearchParams(
    entityRef ? { service: entityRef } : { about: number },
  );
  return (
    <RecordSection
      title={t('ofService.title')}
      actions={
        allowed &&
        toNew && (
          <ButtonLink
            size="small"
            variant="tertiary"
            href={`${toNew}?${about}`}
          >
            {t('file')}
          </ButtonLink>
        )
      }
    >
      {!found && Boolean(error) && (
        <FailureMessage small error={error} onRetry={retry} />
      )}
      {found && items.length === 0 && (
        <p className={styles.hint}>{t('ofService.none')}</p>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map(risk => {
            const href = hrefOf?.({ number: risk.number });
            const words = `${risk.number} ${risk.title}`;
            return (
              <li key={risk.number} className={styles.row}>
                <LevelPill score={risk.currentScore} />
                {href ? <Link href={href}>{words}</Link> : words}
                <StatusChip
                  status={risk.status}
                  category={risk.statusCategory}
                  lifecycle={riskLifecycle as Lifecycle}
                />
                {isReviewDue(risk) && (
                  <span className={styles.late}>⚠ {t('due')}</span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {total > items.length &&
        (toAll && entityRef ? (
          <Link href={`${toAll}?${about}`}>
            {t('ofService.all', { count: total })}
          </Link>
        ) : (
          <p className={styles.hint}>
            {t('ofService.more', { count: total - items.length })}
          </p>
        ))}
    </RecordSection>
  );
}
