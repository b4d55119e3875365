import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ServiceLevelsHome } from './home/ServiceLevelsHome';

const AgreementPage = lazy(async () => ({
  default: (await import('./agreement/AgreementPage')).AgreementPage,
}));
const CalendarPage = lazy(async () => ({
  default: (await import('./calendar/CalendarPage')).CalendarPage,
}));
const ObjectivePage = lazy(async () => ({
  default: (await import('./objectives/ObjectivePage')).ObjectivePage,
}));

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** Service levels: what is promised, by which calendars, and each of them on a page of its own. */
export function ServiceLevelsPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route index element={<ServiceLevelsHome />} />
        <Route path="agreements/:key" element={<AgreementPage />} />
        <Route path="calendars/:key" element={<CalendarPage />} />
        <Route path="objectives/:key" element={<ObjectivePage />} />
      </Routes>
    </Suspense>
  );
}
