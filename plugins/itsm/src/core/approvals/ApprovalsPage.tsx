import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { InboxPage } from './inbox/InboxPage';

const DecidePage = lazy(async () => ({
  default: (await import('./decide/DecidePage')).DecidePage,
}));

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** What waits for the reader's decision, and one of it on a page of its own. */
export function ApprovalsPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route index element={<InboxPage />} />
        <Route path=":seatId" element={<DecidePage />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
