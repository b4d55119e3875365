import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  initiativePermissions,
  initiativeRoutes,
  KPI_STATISTICS,
  normalizeRef,
} from '@callboard/plugin-itsm-common';
import type { KpiWhere } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  ForWhoMay,
  PageBody,
  useGo,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { useLocation } from 'react-router-dom';
import { readKept } from '../addresses';
import { SuggestButton } from '../culture/suggestions/SuggestDialog';
import { useKpiList } from '../kpis/useKpis';
import {
  fileInitiativeRouteRef,
  initiativeRouteRef,
  registerRouteRef,
} from '../routes';
import { emptyForm } from './form/draft';
import { FileInitiativeForm } from './form/FileInitiativeForm';
import { emptyMeasure } from './form/measure';
import { initiativeFormTranslationRef } from './form/translation';

/** What pages of numbers keep stands in their address as `f.<dimension>`. */
function keptIn(search: string): KpiWhere | undefined {
  const entries = [...new URLSearchParams(search)]
    .filter(([name, text]) => name.startsWith('f.') && text)
    .map(([name, text]) => [name.slice(2), readKept(text)] as const);
  return entries.length > 0
    ? (Object.fromEntries(entries) as KpiWhere)
    : undefined;
}

/**
 * The page with the form. `?service=` presets the service, `?kpi=` the number (with `f.<dimension>=` of
 * what, and `?statistic=`), `?about=` the record that it is about, `?title=` what should be better.
 */
export function FileInitiativePage() {
  const { t } = useTranslationRef(initiativeFormTranslationRef);
  const url = useUrlValues();
  const { search } = useLocation();
  const hrefOf = useRouteRef(initiativeRouteRef);
  const here = useRouteRef(fileInitiativeRouteRef)?.() ?? '';
  const all = useRouteRef(registerRouteRef)?.();
  const go = useGo();
  usePageTitle(t('title'));
  const settings = useItsmQuery(initiativeRoutes.settings, {});
  const kpis = useKpiList();
  const kpi = url.get('kpi') || undefined;
  const kept = keptIn(search);
  const statistic = KPI_STATISTICS.find(each => each === url.get('statistic'));
  const serviceRef = normalizeRef(
    url.get('service') || kept?.serviceRef?.[0] || '',
  );
  const draftOf = [serviceRef ?? '', kpi ?? '', url.get('about')].join('/');
  // Whoever may read no numbers can write an initiative down all the same.
  const ready = settings.data && (kpis.data || kpis.error);
  const error = !ready && settings.error;
  return (
    <BreadcrumbEntry entry={{ label: t('title'), href: here }}>
      <PageBody title={t('title')}>
        <ForWhoMay
          permission={initiativePermissions.create}
          title={t('mayNot')}
          who={t('mayNotNext')}
          back={{ href: all, label: t('back') }}
          actions={<SuggestButton service={serviceRef} />}
        >
          {error && (
            <FailureMessage error={error} onRetry={() => settings.refetch()} />
          )}
          {!ready && !error && <Skeleton height={360} />}
          {ready && (
            <FileInitiativeForm
              key={draftOf}
              draftOf={draftOf}
              initial={emptyForm({
                title: url.get('title'),
                serviceRef,
                ownerRef: normalizeRef(kept?.ownerRef?.[0] ?? ''),
                fromRecord: url.get('about') || undefined,
                measure: emptyMeasure({
                  kpi,
                  statistic,
                  ...(kept && { kept }),
                }),
              })}
              settings={settings.data!}
              kpis={kpis.data?.items.filter(({ awaits }) => !awaits) ?? []}
              onFiled={number => {
                const href = hrefOf?.({ number });
                if (href) go(href);
              }}
            />
          )}
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
