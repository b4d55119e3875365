import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody, usePageTitle, ViewTabs } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { adminRouteRef } from './routes';
import { adminTranslationRef } from './translation';

const PARTS = {
  followers: lazy(async () => ({
    default: (await import('./Followers')).Followers,
  })),
  due: lazy(async () => ({ default: (await import('./DueWork')).DueWork })),
  deliveries: lazy(async () => ({
    default: (await import('./Deliveries')).Deliveries,
  })),
  webhooks: lazy(async () => ({
    default: (await import('./webhooks/Webhooks')).Webhooks,
  })),
  definitions: lazy(async () => ({
    default: (await import('../definitions/Definitions')).Definitions,
  })),
  handover: lazy(async () => ({
    default: (await import('./Handover')).Handover,
  })),
  imports: lazy(async () => ({ default: (await import('./Imports')).Imports })),
};
type PartId = keyof typeof PARTS;
const IDS = Object.keys(PARTS) as PartId[];

function Part() {
  const { t } = useTranslationRef(adminTranslationRef);
  const base = useRouteRef(adminRouteRef)?.() ?? '';
  const { part } = useParams();
  const known = IDS.find(id => id === part);
  usePageTitle(known ? t(`section.${known}`) : t('title'));
  if (!known) return <Navigate to={`${base}/${IDS[0]}`} replace />;
  const Content = PARTS[known];
  return (
    <PageBody title={t('title')}>
      <ViewTabs
        label={t('sections')}
        current={known}
        hrefOf={view => `${base}/${view.id}`}
        views={IDS.map(id => ({ id, label: t(`section.${id}`) }))}
      />
      <Suspense fallback={<Skeleton height={220} />}>
        <Content />
      </Suspense>
    </PageBody>
  );
}

/** What those see who look after the system, part by part. */
export function AdminPage() {
  const base = useRouteRef(adminRouteRef)?.() ?? '';
  return (
    <Routes>
      <Route index element={<Navigate to={`${base}/${IDS[0]}`} replace />} />
      <Route path=":part/*" element={<Part />} />
    </Routes>
  );
}
