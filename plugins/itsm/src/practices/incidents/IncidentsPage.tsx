import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { PageBody } from '@callboard/plugin-itsm-react';
import { Skeleton } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { IncidentListPage } from './list/IncidentListPage';

// Whoever opens the list need not wait for the rest.
const FileIncidentPage = lazy(async () => ({
  default: (await import('./form/FileIncidentPage')).FileIncidentPage,
}));
const IncidentPage = lazy(async () => ({
  default: (await import('./record/IncidentPage')).IncidentPage,
}));

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** The list of incidents, the form that files one, and the page of each. */
export function IncidentsPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route index element={<IncidentListPage />} />
        <Route path="file" element={<FileIncidentPage />} />
        <Route path=":number" element={<IncidentPage />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
