import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { PracticePart } from '@callboard/plugin-itsm-node';

/** What a part is made with. */
export interface PortfolioTools {
  config: RootConfigService;
}

/** What a part of the practice adds to it; its rules are for the records of services. */
export type PortfolioPart = PracticePart;
