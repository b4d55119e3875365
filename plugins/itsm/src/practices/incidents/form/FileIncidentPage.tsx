import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { normalizeRef } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  useGo,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { fileIncidentRouteRef, incidentRouteRef } from '../routes';
import { FileIncidentForm } from './FileIncidentForm';
import { useFormWords } from './useFormWords';

/** The page with the form; `?service=` presets the service. */
export function FileIncidentPage() {
  const { say, isPending } = useFormWords();
  const service = normalizeRef(useUrlValues().get('service'));
  const incidentHref = useRouteRef(incidentRouteRef);
  const here = useRouteRef(fileIncidentRouteRef)?.() ?? '';
  const go = useGo();
  const title = say('title');
  usePageTitle(title);
  // Whose words it speaks is known in a moment: it does not say one thing and then another.
  if (isPending) return <Skeleton height={320} />;
  return (
    <BreadcrumbEntry entry={{ label: title, href: here }}>
      <PageBody title={title}>
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
