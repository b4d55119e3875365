import { designRoutes, transitionRoutes } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { DesignService } from './DesignService';
import { milestoneRows, MILESTONES_HEADER } from './milestoneRows';
import type { TransitionService } from './TransitionService';

/** Mounts the routes of design packages: parse, call, answer. */
export function mountDesignRoutes(
  router: PracticeRouter,
  design: DesignService,
): void {
  router.route(designRoutes.get, ({ caller, params }) =>
    design.get(caller, params.id),
  );
  router.route(designRoutes.gates, ({ caller, params }) =>
    design.gates(caller, params.id),
  );
  // Before those of sections: `template` is none.
  router.route(designRoutes.applyTemplate, ({ caller, params, body }) =>
    design.applyTemplate(caller, params.id, body.template),
  );
  router.route(designRoutes.write, ({ caller, params, body, ifMatch }) =>
    design.write(caller, params.id, params.section, body, ifMatch),
  );
  router.route(designRoutes.move, ({ caller, params, body, ifMatch }) =>
    design.move(caller, params.id, params.section, body, ifMatch),
  );
  router.route(designRoutes.addEvidence, ({ caller, params, body }) =>
    design.addEvidence(caller, params.id, params.section, body),
  );
  router.route(designRoutes.removeEvidence, ({ caller, params }) =>
    design.removeEvidence(caller, params.id, params.section, params.evidence),
  );
}

/** Mounts the routes of transition plans: parse, call, answer. */
export function mountTransitionRoutes(
  router: PracticeRouter,
  plans: TransitionService,
  csv: CsvAnswers,
): void {
  router.route(transitionRoutes.list, ({ caller, query }) =>
    plans.list(caller, query),
  );
  router.route(transitionRoutes.export, async ({ caller, query, raw }) => {
    const { bom, ...asked } = query;
    await csv.write(raw.response, {
      name: 'transition-plans',
      header: [...MILESTONES_HEADER],
      rows: milestoneRows(
        place => plans.list(caller, { ...asked, ...place }),
        csv.maxRows,
      ),
      bom,
    });
    return undefined;
  });
  router.route(transitionRoutes.get, ({ caller, params }) =>
    plans.get(caller, params.id),
  );
  router.route(transitionRoutes.add, ({ caller, params, body }) =>
    plans.add(caller, params.id, body),
  );
  router.route(transitionRoutes.update, ({ caller, params, body, ifMatch }) =>
    plans.update(caller, params.id, params.milestone, body, ifMatch),
  );
  router.route(transitionRoutes.remove, ({ caller, params }) =>
    plans.remove(caller, params.id, params.milestone),
  );
  router.route(transitionRoutes.linkChange, ({ caller, params, body }) =>
    plans.linkChange(caller, params.id, params.milestone, body.change),
  );
  router.route(transitionRoutes.unlinkChange, ({ caller, params }) =>
    plans.unlinkChange(caller, params.id, params.milestone, params.change),
  );
}
