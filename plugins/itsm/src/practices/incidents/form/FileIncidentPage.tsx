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
import { incidentsTranslationRef } from '../translation';
import { FileIncidentForm } from './FileIncidentForm';

/** The page with the form; `?service=` presets the service. */
export function FileIncidentPage() {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const service = normalizeRef(useUrlValues().get('service'));
  const incidentHref = useRouteRef(incidentRouteRef);
  const here = useRouteRef(fileIncidentRouteRef)?.() ?? '';
  const go = useGo();
  usePageTitle(t('file.title'));
  return (
    <BreadcrumbEntry entry={{ label: t('file.title'), href: here }}>
      <PageBody title={t('file.title')} narrow>
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
