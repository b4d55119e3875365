import { lazy } from 'react';
import { Route } from 'react-router-dom';

const HealthPage = lazy(async () => ({
  default: (await import('./HealthPage')).HealthPage,
}));
const FindingListPage = lazy(async () => ({
  default: (await import('./findings/FindingListPage')).FindingListPage,
}));
const ConfirmationsPage = lazy(async () => ({
  default: (await import('../confirmations/ConfirmationsPage'))
    .ConfirmationsPage,
}));
const TaskListPage = lazy(async () => ({
  default: (await import('../tasks/TaskListPage')).TaskListPage,
}));
const TaskPage = lazy(async () => ({
  default: (await import('../tasks/TaskPage')).TaskPage,
}));

/** The pages of how healthy the data are, below the page of the CMDB. */
export const healthRoutes = (
  <>
    <Route path="health" element={<HealthPage />} />
    <Route path="findings" element={<FindingListPage />} />
    <Route path="confirmations" element={<ConfirmationsPage />} />
    <Route path="tasks" element={<TaskListPage />} />
    <Route path="tasks/:number" element={<TaskPage />} />
  </>
);
