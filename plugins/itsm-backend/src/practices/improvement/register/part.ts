import {
  INITIATIVE_FIELDS,
  initiativeLifecycle,
  initiativePermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import { initiativesRef, oncePer } from '@callboard/plugin-itsm-node';
import type { ImprovementPart, ImprovementTools } from '../parts';
import { initiativeActions } from './actions';
import { AuthorizedInitiativeService } from './AuthorizedInitiativeService';
import { INITIATIVE_KPIS, initiativeFacts } from './counted';
import {
  initiativeDueHandlers,
  initiativeFollowUps,
  initiativeJob,
} from './followUps';
import { DefaultInitiativeService } from './InitiativeService';
import { InitiativeStore } from './InitiativeStore';
import { INITIATIVE_TYPE } from './kinds';
import { Measurements } from './Measurements';
import { Measuring } from './Measuring';
import { initiativeNews } from './news';
import { OfferedInitiatives } from './OfferedInitiatives';
import { Promised } from './Promised';
import { mountInitiativeRoutes } from './routes';
import { comparesWithThePast } from './rules/comparesWithThePast';
import { hasAnOwner } from './rules/hasAnOwner';
import { keepsItsMeasureOnceBegun } from './rules/keepsItsMeasureOnceBegun';
import { movesByWhatWasMeasured } from './rules/movesByWhatWasMeasured';
import { ownerFollowsItsService } from './rules/ownerFollowsItsService';
import { readRegisterSettings } from './settings';

/** The register: initiatives and what is measured of them. */
export function registerPart({ config }: ImprovementTools): ImprovementPart {
  const settings = readRegisterSettings(config);
  const { zone } = settings;
  const built = oncePer(kernel => {
    const store = new InitiativeStore(kernel.database);
    const measuring = new Measuring(kernel, zone);
    const promised = new Promised(kernel, measuring, settings);
    const measurements = new Measurements(kernel, {
      store,
      measuring,
      promised,
    });
    const initiatives = new AuthorizedInitiativeService(
      new DefaultInitiativeService(kernel, { store, promised, measurements }),
      kernel.authorizer,
      kernel.readScope,
    );
    return { store, measurements, initiatives };
  });
  return {
    recordTypes: [
      {
        type: INITIATIVE_TYPE,
        label: 'Initiative',
        prefix: 'IMP',
        lifecycle: initiativeLifecycle as Lifecycle,
        permissions: initiativePermissions,
        detail: { table: 'initiatives', fields: INITIATIVE_FIELDS },
        rules: [
          ownerFollowsItsService,
          hasAnOwner,
          comparesWithThePast,
          keepsItsMeasureOnceBegun,
          movesByWhatWasMeasured,
        ],
      },
    ],
    news: [initiativeNews],
    counted: () => ({ records: [initiativeFacts], kpis: INITIATIVE_KPIS }),
    projections: kernel => [
      initiativeFollowUps(built(kernel).store, kernel.due),
    ],
    dueHandlers: kernel =>
      initiativeDueHandlers(kernel, {
        measurements: built(kernel).measurements,
        zone,
      }),
    jobs: kernel => [initiativeJob(kernel, built(kernel).store)],
    actions: kernel => initiativeActions(kernel, built(kernel).initiatives),
    services(kernel) {
      kernel.services.offer(
        initiativesRef,
        new OfferedInitiatives(kernel, built(kernel)),
      );
    },
    start(kernel, router) {
      mountInitiativeRoutes(router, {
        initiatives: built(kernel).initiatives,
        settings,
      });
    },
  };
}
