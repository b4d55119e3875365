import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { PageBody } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { PortfolioShell } from './PortfolioShell';
import { RecordRedirect } from './RecordRedirect';

// Whoever opens one of them need not wait for the rest.
const RegisterPage = lazy(async () => ({
  default: (await import('./register/RegisterPage')).RegisterPage,
}));
const TransitionsPage = lazy(async () => ({
  default: (await import('./design/TransitionsPage')).TransitionsPage,
}));
const StrategyPage = lazy(async () => ({
  default: (await import('./strategy/StrategyPage')).StrategyPage,
}));
const AlignmentPage = lazy(async () => ({
  default: (await import('./strategy/AlignmentPage')).AlignmentPage,
}));
const TrendsPage = lazy(async () => ({
  default: (await import('./strategy/TrendsPage')).TrendsPage,
}));
const DemandsPage = lazy(async () => ({
  default: (await import('./demand/DemandsPage')).DemandsPage,
}));
const CostsPage = lazy(async () => ({
  default: (await import('./money/CostsPage')).CostsPage,
}));
const SuppliersPage = lazy(async () => ({
  default: (await import('./money/SuppliersPage')).SuppliersPage,
}));
const ContractsPage = lazy(async () => ({
  default: (await import('./money/ContractsPage')).ContractsPage,
}));
const RisksPage = lazy(async () => ({
  default: (await import('./risks/RisksPage')).RisksPage,
}));
const ContinuityPage = lazy(async () => ({
  default: (await import('./risks/ContinuityPage')).ContinuityPage,
}));
const NewServicePage = lazy(async () => ({
  default: (await import('./register/NewServicePage')).NewServicePage,
}));
const PortfolioServicePage = lazy(async () => ({
  default: (await import('./register/PortfolioServicePage'))
    .PortfolioServicePage,
}));
const DesignPage = lazy(async () => ({
  default: (await import('./design/DesignPage')).DesignPage,
}));
const TransitionPage = lazy(async () => ({
  default: (await import('./design/TransitionPage')).TransitionPage,
}));
const NewObjectivePage = lazy(async () => ({
  default: (await import('./strategy/NewObjectivePage')).NewObjectivePage,
}));
const ObjectivePage = lazy(async () => ({
  default: (await import('./strategy/ObjectivePage')).ObjectivePage,
}));
const TrendPage = lazy(async () => ({
  default: (await import('./strategy/TrendPage')).TrendPage,
}));
const NewDemandPage = lazy(async () => ({
  default: (await import('./demand/NewDemandPage')).NewDemandPage,
}));
const DemandPage = lazy(async () => ({
  default: (await import('./demand/DemandPage')).DemandPage,
}));
const CostImportPage = lazy(async () => ({
  default: (await import('./money/CostImportPage')).CostImportPage,
}));
const ServiceCostsPage = lazy(async () => ({
  default: (await import('./money/ServiceCostsPage')).ServiceCostsPage,
}));
const SupplierPage = lazy(async () => ({
  default: (await import('./money/SupplierPage')).SupplierPage,
}));
const ContractPage = lazy(async () => ({
  default: (await import('./money/ContractPage')).ContractPage,
}));
const NewRiskPage = lazy(async () => ({
  default: (await import('./risks/NewRiskPage')).NewRiskPage,
}));
const RiskPage = lazy(async () => ({
  default: (await import('./risks/RiskPage')).RiskPage,
}));

const loading = (
  <PageBody title="">
    <Skeleton height={36} />
    <Skeleton height={220} />
  </PageBody>
);

/** All pages of the portfolio. Those within the shell have its tabs above them. */
export function PortfolioPage() {
  return (
    <Suspense fallback={loading}>
      <Routes>
        <Route element={<PortfolioShell />}>
          <Route index element={<RegisterPage />} />
          <Route path="transitions" element={<TransitionsPage />} />
          <Route path="strategy" element={<StrategyPage />} />
          <Route path="strategy/alignment" element={<AlignmentPage />} />
          <Route path="trends" element={<TrendsPage />} />
          <Route path="demand" element={<DemandsPage />} />
          <Route path="costs" element={<CostsPage />} />
          <Route path="suppliers" element={<SuppliersPage />} />
          <Route path="contracts" element={<ContractsPage />} />
          <Route path="risks" element={<RisksPage />} />
          <Route path="continuity" element={<ContinuityPage />} />
        </Route>
        <Route path="records/new" element={<NewServicePage />} />
        <Route path="records/:number" element={<PortfolioServicePage />} />
        <Route path="records/:number/design" element={<DesignPage />} />
        <Route path="records/:number/transition" element={<TransitionPage />} />
        <Route path="strategy/objectives/new" element={<NewObjectivePage />} />
        <Route path="strategy/objectives/:number" element={<ObjectivePage />} />
        <Route path="trends/:number" element={<TrendPage />} />
        <Route path="demand/new" element={<NewDemandPage />} />
        <Route path="demand/:number" element={<DemandPage />} />
        <Route path="costs/import" element={<CostImportPage />} />
        <Route
          path="costs/:kind/:namespace/:name"
          element={<ServiceCostsPage />}
        />
        <Route path="suppliers/:number" element={<SupplierPage />} />
        <Route path="contracts/:number" element={<ContractPage />} />
        <Route path="risks/new" element={<NewRiskPage />} />
        <Route path="risks/:number" element={<RiskPage />} />
        <Route path=":number" element={<RecordRedirect />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </Suspense>
  );
}
