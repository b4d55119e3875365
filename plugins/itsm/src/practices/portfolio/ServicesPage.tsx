import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ServicesShell } from './ServicesShell';

// Whoever opens one of them need not wait for the rest.
const CataloguePage = lazy(async () => ({
  default: (await import('./catalogue/CataloguePage')).CataloguePage,
}));
const ManagedPage = lazy(async () => ({
  default: (await import('./catalogue/ManagedPage')).ManagedPage,
}));
const OfferingPage = lazy(async () => ({
  default: (await import('./catalogue/OfferingPage')).OfferingPage,
}));
const ServicePage = lazy(async () => ({
  default: (await import('./services/ServicePage')).ServicePage,
}));

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** The service catalogue and the pages of services. */
export function ServicesPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route element={<ServicesShell />}>
          <Route index element={<CataloguePage />} />
          <Route path="managed" element={<ManagedPage />} />
        </Route>
        <Route path="offerings/:key" element={<OfferingPage />} />
        <Route path=":kind/:namespace/:name" element={<ServicePage />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
