import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  costReadPermission,
  costUpdatePermission,
  portfolioReadPermission,
  portfolioUpdatePermission,
} from '@callboard/plugin-itsm-common';
import { joinParts, type Practice } from '@callboard/plugin-itsm-node';
import { cataloguePart } from './catalogue/part';
import { demandPart } from './demand/part';
import { designPart } from './design/part';
import { moneyPart } from './money/part';
import type { PortfolioPart, PortfolioTools } from './parts';
import { registerPart, serviceTier } from './register/part';
import { serviceRecordType } from './register/type';
import { risksPart } from './risks/part';
import { servicesPart } from './services/part';
import { readPortfolioCurrency } from './settings';
import { strategyPart } from './strategy/part';

/** The parts of the practice, one line each. */
const PARTS: readonly ((tools: PortfolioTools) => PortfolioPart)[] = [
  servicesPart,
  cataloguePart,
  registerPart,
  strategyPart,
  demandPart,
  designPart,
  moneyPart,
  risksPart,
];

/** The service portfolio: from a need to a retired service, tied to the catalog, to money and to objectives. */
export function portfolioPractice(options: {
  config: RootConfigService;
  migrations: string;
}): Practice {
  const { config, migrations } = options;
  const { rules, ...parts } = joinParts(PARTS.map(part => part({ config })));
  return {
    ...parts,
    id: 'portfolio',
    title: 'Service portfolio',
    migrations: { directory: migrations },
    serviceFacts: serviceTier,
    recordTypes: [
      serviceRecordType({ currency: readPortfolioCurrency(config), rules }),
      ...parts.recordTypes,
    ],
    permissions: [
      ...parts.permissions,
      portfolioReadPermission,
      portfolioUpdatePermission,
      costReadPermission,
      costUpdatePermission,
    ],
  };
}
