import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { normalizeRef } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  useGo,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { fileIncidentRouteRef, incidentRouteRef } from '../routes';
import { FileIncidentForm } from './FileIncidentForm';
import { incidentFormTranslationRef } from './translation';

/** The page with the form; `?service=` presets the service. */
export function FileIncidentPage() {
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const service = normalizeRef(useUrlValues().get('service'));
  const incidentHref = useRouteRef(incidentRouteRef);
  const here = useRouteRef(fileIncidentRouteRef)?.() ?? '';
  const go = useGo();
  usePageTitle(t('title'));
  return (
    <BreadcrumbEntry entry={{ label: t('title'), href: here }}>
      <PageBody title={t('title')}>
        <FileIncidentForm
          key={service}
          service={service}
          onFiled={number => {
            const href = incidentHref?.({ number });
            if (href) go(href);
          }}
        />
      </PageBody>
    </BreadcrumbEntry>
  );
}
