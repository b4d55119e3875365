import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
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
const FeasibilityPage = lazy(async () => ({
  default: (await import('./feasibility/FeasibilityPage')).FeasibilityPage,
}));
const EntityFeasibilityPage = lazy(async () => ({
  default: (await import('./feasibility/EntityFeasibilityPage'))
    .EntityFeasibilityPage,
}));

const BreachingPage = lazy(async () => ({
  default: (await import('./breaching/BreachingPage')).BreachingPage,
}));
const BreachesPage = lazy(async () => ({
  default: (await import('./attainment/BreachesPage')).BreachesPage,
}));
const ReviewPage = lazy(async () => ({
  default: (await import('./review/ReviewPage')).ReviewPage,
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
        <Route path="feasibility" element={<FeasibilityPage />} />
        <Route
          path="feasibility/:kind/:namespace/:name"
          element={<EntityFeasibilityPage />}
        />
        <Route path="breaching" element={<BreachingPage />} />
        <Route path="breaches" element={<BreachesPage />} />
        <Route path="review" element={<ReviewPage />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
