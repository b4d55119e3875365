import { oncePer, readinessGatesRef } from '@callboard/plugin-itsm-node';
import { serviceProfiles } from '../catalogue/ServiceProfiles';
import type { PortfolioPart } from '../parts';
import { designActions } from './actions';
import { AuthorizedDesignService } from './AuthorizedDesignService';
import { AuthorizedTransitionService } from './AuthorizedTransitionService';
import { milestoneNews, sectionNews } from './designNews';
import { DefaultDesignService } from './DesignService';
import { DesignStore } from './DesignStore';
import { GateBook } from './GateBook';
import { GateKnowledge } from './GateKnowledge';
import { Gates } from './Gates';
import { designTemplateKind, readinessGateKind } from './kinds';
import { MilestoneStore } from './MilestoneStore';
import {
  milestoneHandler,
  remindOfMilestone,
  remindOfReview,
  reviewHandler,
} from './reminders';
import { mountDesignRoutes, mountTransitionRoutes } from './routes';
import { passesItsGate } from './rules/passesItsGate';
import { SectionFacts } from './SectionFacts';
import { DefaultTransitionService } from './TransitionService';

/** Design and transition: what must stand before a service goes live. */
export function designPart(): PortfolioPart {
  // Reactions are there before the kernel is; what they look up is not.
  let known:
    | { store: DesignStore; book: GateBook; knowledge: GateKnowledge }
    | undefined;
  const built = oncePer(kernel => {
    const store = new DesignStore(kernel.database);
    const milestones = new MilestoneStore(kernel.database, kernel.records);
    const book = new GateBook(kernel.definitions);
    const facts = new SectionFacts(kernel, store);
    const knowledge = new GateKnowledge({
      services: kernel.services,
      milestones,
      profiles: serviceProfiles(kernel).store,
    });
    const gates = new Gates(kernel, { store, book, facts, knowledge });
    const design = new AuthorizedDesignService(
      new DefaultDesignService(kernel, {
        store,
        facts,
        gates,
        remind: remindOfReview(kernel),
      }),
      kernel,
    );
    const plans = new AuthorizedTransitionService(
      new DefaultTransitionService(kernel, {
        store: milestones,
        remind: remindOfMilestone(kernel),
      }),
      kernel,
    );
    known = { store, book, knowledge };
    return { store, milestones, book, gates, design, plans };
  });
  return {
    definitionKinds: [readinessGateKind, designTemplateKind],
    reactions: [passesItsGate(() => known)],
    subjectNews: [milestoneNews, sectionNews],
    dueHandlers: kernel => [
      milestoneHandler(kernel, built(kernel).milestones),
      reviewHandler(kernel, built(kernel).store),
    ],
    actions: kernel => designActions(built(kernel).design),
    services(kernel) {
      kernel.services.offer(readinessGatesRef, built(kernel).gates);
    },
    async start(kernel, router) {
      const { book, design, plans } = built(kernel);
      // Reactions cannot wait for it.
      await book.refresh();
      mountDesignRoutes(router, design);
      mountTransitionRoutes(router, plans, kernel.csv);
    },
  };
}
