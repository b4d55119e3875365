import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { RecordRedirect } from '../../core/RecordRedirect';
import { CmdbHome } from './home/CmdbHome';
import { healthRoutes } from './health/healthRoutes';
import { dataRoutes } from './sources/dataRoutes';
import { ciTaskRouteRef } from './tasks/routes';

// Whoever opens the home need not wait for the rest.
const CiListPage = lazy(async () => ({
  default: (await import('./list/CiListPage')).CiListPage,
}));

/** The pages of records by what their numbers begin with. */
const RECORDS = { CIT: ciTaskRouteRef };

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** The home of the CMDB, the list of its items, how healthy they are, and what is not in Git. */
export function CmdbPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route index element={<CmdbHome />} />
        <Route path="items" element={<CiListPage />} />
        {healthRoutes}
        {dataRoutes}
        <Route path=":number" element={<RecordRedirect pages={RECORDS} />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
