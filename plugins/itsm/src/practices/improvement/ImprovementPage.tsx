import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { RecordRedirect } from '../../core/RecordRedirect';
import { ImprovementShell } from './ImprovementShell';
import {
  initiativeRouteRef,
  retrospectiveRouteRef,
  suggestionRouteRef,
} from './routes';

// Whoever opens one of them need not wait for the rest.
const LeadershipPage = lazy(async () => ({
  default: (await import('./leadership/LeadershipPage')).LeadershipPage,
}));
const KpiLibraryPage = lazy(async () => ({
  default: (await import('./kpis/KpiLibraryPage')).KpiLibraryPage,
}));
const KpiPage = lazy(async () => ({
  default: (await import('./kpis/KpiPage')).KpiPage,
}));
const PracticeDashboardPage = lazy(async () => ({
  default: (await import('./dashboards/PracticeDashboardPage'))
    .PracticeDashboardPage,
}));
const TeamDashboardPage = lazy(async () => ({
  default: (await import('./dashboards/TeamDashboardPage')).TeamDashboardPage,
}));
const ServiceDashboardPage = lazy(async () => ({
  default: (await import('./dashboards/ServiceDashboardPage'))
    .ServiceDashboardPage,
}));
const RegisterPage = lazy(async () => ({
  default: (await import('./register/RegisterPage')).RegisterPage,
}));
const FileInitiativePage = lazy(async () => ({
  default: (await import('./register/FileInitiativePage')).FileInitiativePage,
}));
const InitiativePage = lazy(async () => ({
  default: (await import('./register/InitiativePage')).InitiativePage,
}));
const ProposalsPage = lazy(async () => ({
  default: (await import('./proposals/ProposalsPage')).ProposalsPage,
}));
const SuggestionsPage = lazy(async () => ({
  default: (await import('./culture/SuggestionsPage')).SuggestionsPage,
}));
const SuggestionPage = lazy(async () => ({
  default: (await import('./culture/SuggestionPage')).SuggestionPage,
}));
const RetrospectivesPage = lazy(async () => ({
  default: (await import('./culture/RetrospectivesPage')).RetrospectivesPage,
}));
const RetrospectivePage = lazy(async () => ({
  default: (await import('./culture/RetrospectivePage')).RetrospectivePage,
}));
const SurveysPage = lazy(async () => ({
  default: (await import('./surveys/SurveysPage')).SurveysPage,
}));

/** The pages of records by what their numbers begin with. */
const RECORDS = {
  IMP: initiativeRouteRef,
  SUG: suggestionRouteRef,
  RET: retrospectiveRouteRef,
};

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** All pages of continual improvement. Those within the shell have its tabs above them. */
export function ImprovementPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route element={<ImprovementShell />}>
          <Route index element={<LeadershipPage />} />
          <Route path="kpis" element={<KpiLibraryPage />} />
          <Route path="kpis/:key" element={<KpiPage />} />
          <Route
            path="practices/:practice"
            element={<PracticeDashboardPage />}
          />
          <Route
            path="teams/:namespace/:name"
            element={<TeamDashboardPage />}
          />
          <Route
            path="services/:kind/:namespace/:name"
            element={<ServiceDashboardPage />}
          />
          <Route path="register" element={<RegisterPage />} />
          <Route path="proposals" element={<ProposalsPage />} />
          <Route path="suggestions" element={<SuggestionsPage />} />
          <Route path="retrospectives" element={<RetrospectivesPage />} />
          <Route path="surveys/*" element={<SurveysPage />} />
        </Route>
        <Route path="register/new" element={<FileInitiativePage />} />
        <Route path="register/:number" element={<InitiativePage />} />
        <Route path="suggestions/:number" element={<SuggestionPage />} />
        <Route path="retrospectives/:number" element={<RetrospectivePage />} />
        <Route path=":number" element={<RecordRedirect pages={RECORDS} />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
