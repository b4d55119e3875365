import {
  DEMAND,
  DEMAND_FIELDS,
  DEMAND_PROTECTED_FIELDS,
  demandLifecycle,
  demandPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import { oncePer } from '@callboard/plugin-itsm-node';
import type { PortfolioPart, PortfolioTools } from '../parts';
import { demandActions } from './actions';
import { AuthorizedDemandService } from './AuthorizedDemandService';
import { Becoming } from './Becoming';
import { pointsField, scoreField } from './demandFields';
import { DefaultDemandService } from './DemandService';
import { DemandStore } from './DemandStore';
import {
  demandComesBack,
  demandDueHandlers,
  demandFollowsOutcomes,
  demandJob,
} from './followUps';
import { askInHandler, managersAreAskedIn } from './managers';
import { demandNews } from './news';
import { mountDemandRoutes } from './routes';
import { defersToALaterDay } from './rules/defersToALaterDay';
import { goesToWhoDecides } from './rules/goesToWhoDecides';
import { readDemandSettings } from './settings';
import { demandView } from './view';
import { VoteStore } from './VoteStore';
import {
  demandScoreKind,
  weightsFollowed,
  weightsHandler,
  weightsNow,
} from './weighing';

/** Demand: what customers and teams need, and what becomes of it. */
export function demandPart({ config }: PortfolioTools): PortfolioPart {
  const { votes: settings, demandOwner } = readDemandSettings(config);
  const built = oncePer(kernel => {
    const store = new DemandStore(kernel.database);
    const demand = new AuthorizedDemandService(
      new DefaultDemandService(kernel, {
        store,
        votes: new VoteStore(kernel.database),
        becoming: new Becoming(kernel, store),
        settings,
      }),
      kernel.authorizer,
      kernel.readScope,
    );
    return { store, demand };
  });
  return {
    recordTypes: [
      {
        type: DEMAND,
        label: 'Demand',
        prefix: 'DEM',
        lifecycle: demandLifecycle as Lifecycle,
        permissions: demandPermissions,
        detail: { table: 'demands', fields: DEMAND_FIELDS },
        rules: [goesToWhoDecides(demandOwner), defersToALaterDay],
        approval: {
          asks: ({ status }) => (status === 'assessed' ? 'before' : undefined),
          approve: 'approve',
          reject: 'reject',
          askAgain: 'ask-again',
          protects: DEMAND_PROTECTED_FIELDS,
        },
      },
    ],
    recordFields: [pointsField, scoreField],
    news: [demandNews],
    definitionKinds: [demandScoreKind],
    projections: kernel => [
      demandFollowsOutcomes(built(kernel).store, kernel.due),
      demandComesBack(built(kernel).store, kernel.due),
      ...(demandOwner
        ? [managersAreAskedIn(built(kernel).store, kernel.due)]
        : []),
      weightsFollowed(kernel.due, () => kernel.clock.now()),
    ],
    dueHandlers: kernel => [
      ...demandDueHandlers(kernel, built(kernel).store),
      askInHandler(demandOwner),
      weightsHandler({ ...kernel, store: built(kernel).store }),
    ],
    jobs: kernel => [demandJob(kernel, built(kernel).store)],
    actions: kernel => demandActions(kernel, built(kernel).demand),
    serviceViews: kernel => [demandView(kernel)],
    async start(kernel, router) {
      const { store, demand } = built(kernel);
      // Definitions may have changed while nobody followed them.
      await store.keepWeights((await weightsNow(kernel.definitions)).weights);
      mountDemandRoutes(router, demand);
    },
  };
}
