import { createPermission } from '@backstage/plugin-permission-common';
import { recordPermissions } from '../../kernel/permissions';
import {
  BUSINESS_OBJECTIVE,
  CONTRACT,
  DEMAND,
  RISK,
  SERVICE,
  SUPPLIER,
  TREND,
} from './model';

/** To see services as they are offered: what they are, promise and need. For everybody, usually. */
export const portfolioReadPermission = createPermission({
  name: 'itsm.portfolio.read',
  attributes: { action: 'read' },
});

/** To write down what belongs to a service and is no record: design, continuity, transition. */
export const portfolioUpdatePermission = createPermission({
  name: 'itsm.portfolio.update',
  attributes: { action: 'update' },
});

/** To see what services cost and what contracts are worth. */
export const costReadPermission = createPermission({
  name: 'itsm.cost.read',
  attributes: { action: 'read' },
});

/** To write and import costs and budgets. */
export const costUpdatePermission = createPermission({
  name: 'itsm.cost.update',
  attributes: { action: 'update' },
});

/** `itsm.service.create`, `.read`, `.update`: records of the portfolio. */
export const servicePermissions = recordPermissions(SERVICE);
/** `itsm.business-objective.create`, `.read`, `.update`. */
export const businessObjectivePermissions =
  recordPermissions(BUSINESS_OBJECTIVE);
/** `itsm.demand.create`, `.read`, `.update`. */
export const demandPermissions = recordPermissions(DEMAND);
/** `itsm.trend.create`, `.read`, `.update`. */
export const trendPermissions = recordPermissions(TREND);
/** `itsm.risk.create`, `.read`, `.update`. */
export const riskPermissions = recordPermissions(RISK);
/** `itsm.supplier.create`, `.read`, `.update`. */
export const supplierPermissions = recordPermissions(SUPPLIER);
/** `itsm.contract.create`, `.read`, `.update`. */
export const contractPermissions = recordPermissions(CONTRACT);
