import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import { costRoutes } from '@callboard/plugin-itsm-common';
import type { ServiceCosts } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  RefLabel,
  refTitle,
  RouterLink,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import {
  costsRouteRef,
  serviceCostsRouteRef,
  serviceRouteRef,
} from '../routes';
import { PeriodFields } from './costs/CostBar';
import { Kinds, Months } from './costs/CostCharts';
import { Tiles } from './costs/Figure';
import { FromContracts } from './costs/FromContracts';
import { Notices } from './costs/Notices';
import { Origin } from './costs/Origin';
import { useCostQuestion } from './costs/useCosts';
import { Lines } from './costs/Lines';
import { Model } from './costs/Model';
import styles from './Money.module.css';
import { moneyTranslationRef } from './translation';

/** Nothing is its own or that of a part, and nothing came from others or went to them. */
const isEmpty = ({ own, received, given, withParts }: ServiceCosts) =>
  !withParts &&
  own.actual.amounts.length + own.budget.amounts.length === 0 &&
  received.length + given.length === 0;

/** What one service costs, how that comes to be, and what is written of it. */
export function ServiceCostsPage() {
  const params = useRouteRefParams(serviceCostsRouteRef);
  const { t } = useTranslationRef(moneyTranslationRef);
  const all = useRouteRef(costsRouteRef)?.();
  const own = useRouteRef(serviceCostsRouteRef)?.(params);
  const page = useRouteRef(serviceRouteRef)?.(params);
  const question = useCostQuestion();
  const { data, error, refetch } = useItsmQuery(costRoutes.service, {
    params,
    query: question.months,
    keepPrevious: true,
  });
  const name = data ? refTitle(data.ref, data.refs) : params.name;
  usePageTitle(`${t('costs.title')}: ${name}`);
  return (
    <BreadcrumbEntry entry={{ label: name, href: own ?? '' }}>
      <PageBody
        title={`${t('costs.title')}: ${name}`}
        actions={
          page && (
            <ButtonLink variant="secondary" href={page}>
              {t('service.page')}
            </ButtonLink>
          )
        }
      >
        <div className={styles.head}>
          {all && (
            <RouterLink className={styles.link} to={all}>
              {t('service.back')}
            </RouterLink>
          )}
          {data?.ownerRef && (
            <span>
              {t('service.owner')}{' '}
              <RefLabel entityRef={data.ownerRef} refs={data.refs} />
            </span>
          )}
        </div>
        <div className={styles.bar}>
          <PeriodFields question={question} shown={data} />
        </div>
        {error && !data && (
          <FailureMessage error={error} onRetry={() => refetch()} />
        )}
        {!data && !error && <Skeleton height={220} />}
        {data && (
          <>
            <Notices
              missingRates={data.missingRates}
              circles={data.circle ? [data.circle] : []}
              refs={data.refs}
            />
            {isEmpty(data) ? (
              <Message title={t('costs.empty')}>{t('service.nothing')}</Message>
            ) : (
              <>
                <Tiles
                  figure={data.borne}
                  varying={data}
                  whole={data.withParts}
                />
                {data.kinds.length > 0 && (
                  <div className={styles.charts}>
                    <Months months={data.months} />
                    <div className={styles.stack}>
                      <Kinds kinds={data.kinds} />
                    </div>
                  </div>
                )}
                <Origin costs={data} />
              </>
            )}
            <Model costs={data} month={data.to} />
            <FromContracts costs={data} />
            <Lines key={`${data.ref} ${data.from} ${data.to}`} costs={data} />
          </>
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
