import { portfolioServiceRoutes } from '@callboard/plugin-itsm-common';
import type {
  PortfolioServiceSummary,
  QueryValues,
} from '@callboard/plugin-itsm-common';
import { useAllRows } from '../../board/useAllRows';
import type { AllRows } from '../../board/useAllRows';

export { MOST_SHOWN } from '../../board/useAllRows';

/** All services that a picture shows. */
export type AllServices = AllRows<PortfolioServiceSummary>;

/** Services as the list asks for them, in the order of value. */
export const useAllServices = (question: QueryValues) =>
  useAllRows<PortfolioServiceSummary>(
    portfolioServiceRoutes.list,
    question,
    'valueScore',
  );
