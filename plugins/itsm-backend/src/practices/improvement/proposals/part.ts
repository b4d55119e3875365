import { oncePer } from '@callboard/plugin-itsm-node';
import type { ImprovementPart, ImprovementTools } from '../parts';
import { proposalActions } from './actions';
import {
  AuthorizedProposalService,
  rightsOf,
} from './AuthorizedProposalService';
import { Finding } from './Finding';
import { Looking } from './Looking';
import { DefaultProposalService } from './ProposalService';
import { ProposalStore } from './ProposalStore';
import { mountProposalRoutes } from './routes';
import { readProposalSettings } from './settings';
import { WaitStore } from './WaitStore';

/** What the numbers say is worth improving: found every day, accepted into the register or dismissed. */
export function proposalsPart({ config }: ImprovementTools): ImprovementPart {
  const settings = readProposalSettings(config);
  const built = oncePer(kernel => {
    const store = new ProposalStore(kernel.database);
    const finding = new Finding(kernel, {
      waits: new WaitStore(kernel.database),
      settings,
    });
    const looking = new Looking(kernel, { finding, store });
    const proposals = new AuthorizedProposalService(
      new DefaultProposalService(kernel, {
        store,
        looking,
        settings,
        rightsOf,
      }),
      kernel.authorizer,
    );
    return { looking, proposals };
  });
  return {
    jobs: kernel => [built(kernel).looking.job],
    actions: kernel => proposalActions(built(kernel).proposals),
    start(kernel, router) {
      mountProposalRoutes(router, built(kernel).proposals);
    },
  };
}
