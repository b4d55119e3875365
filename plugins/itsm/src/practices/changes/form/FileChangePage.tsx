import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { kernelRoutes, normalizeRef } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  useGo,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { changeRouteRef, fileChangeRouteRef } from '../routes';
import { emptyForm } from './draft';
import type { ChangeForm } from './draft';
import { FileChangeForm } from './FileChangeForm';
import { changeFormTranslationRef } from './translation';

/** What the form knows beforehand by its address; undefined while it is asked for. */
function useKnown(): { draftOf: string; initial: ChangeForm | undefined } {
  const url = useUrlValues();
  const { t } = useTranslationRef(changeFormTranslationRef);
  const entity = normalizeRef(url.get('entity') || url.get('service'));
  const incident = url.get('incident');
  const record = useItsmQuery(kernelRoutes.getRecord, {
    params: { id: incident },
    enabled: incident !== '',
  });
  const draftOf = [entity ?? '', incident].join('/');
  if (!incident)
    return { draftOf, initial: emptyForm({ items: entity ? [entity] : [] }) };
  if (record.isPending) return { draftOf, initial: undefined };
  // An incident that cannot be read cannot be linked either: the form is there all the same.
  const { number, title, serviceRef } = record.data ?? {};
  const first = entity ?? serviceRef;
  return {
    draftOf,
    initial: emptyForm({
      items: first ? [first] : [],
      fromIncident: number,
      justification: number && title ? t('solves', { number, title }) : '',
    }),
  };
}

/**
 * The page with the form. `?entity=` presets what the change touches, `?incident=` what it is to
 * solve.
 */
export function FileChangePage() {
  const { t } = useTranslationRef(changeFormTranslationRef);
  const { draftOf, initial } = useKnown();
  const changeHref = useRouteRef(changeRouteRef);
  const here = useRouteRef(fileChangeRouteRef)?.() ?? '';
  const go = useGo();
  usePageTitle(t('title'));
  return (
    <BreadcrumbEntry entry={{ label: t('title'), href: here }}>
      <PageBody title={t('title')}>
        {initial ? (
          <FileChangeForm
            key={draftOf}
            draftOf={draftOf}
            initial={initial}
            onFiled={number => {
              const href = changeHref?.({ number });
              if (href) go(href);
            }}
          />
        ) : (
          <Skeleton height={360} />
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
