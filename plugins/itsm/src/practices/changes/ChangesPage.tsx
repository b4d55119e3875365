import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ChangesShell } from './ChangesShell';

// Whoever opens one of them need not wait for the rest.
const ChangesHome = lazy(async () => ({
  default: (await import('./home/ChangesHome')).ChangesHome,
}));
const ChangeListPage = lazy(async () => ({
  default: (await import('./list/ChangeListPage')).ChangeListPage,
}));
const CalendarPage = lazy(async () => ({
  default: (await import('./calendar/CalendarPage')).CalendarPage,
}));
const FileChangePage = lazy(async () => ({
  default: (await import('./form/FileChangePage')).FileChangePage,
}));
const ChangePage = lazy(async () => ({
  default: (await import('./record/ChangePage')).ChangePage,
}));
const CabPage = lazy(async () => ({
  default: (await import('./cab/CabPage')).CabPage,
}));
const WindowsPage = lazy(async () => ({
  default: (await import('./windows/WindowsPage')).WindowsPage,
}));
const StandardPage = lazy(async () => ({
  default: (await import('./standard/StandardPage')).StandardPage,
}));

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** All pages of change management. Those within the shell have its tabs above them. */
export function ChangesPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route element={<ChangesShell />}>
          <Route index element={<ChangesHome />} />
          <Route path="all" element={<ChangeListPage />} />
          <Route path="calendar" element={<CalendarPage />} />
          <Route path="cab" element={<CabPage />} />
          <Route path="windows" element={<WindowsPage />} />
          <Route path="standard" element={<StandardPage />} />
        </Route>
        <Route path="new" element={<FileChangePage />} />
        <Route path=":number" element={<ChangePage />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
