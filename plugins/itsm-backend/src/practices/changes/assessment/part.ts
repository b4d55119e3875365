import {
  conflictsServiceRef,
  riskServiceRef,
  scheduleServiceRef,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { AffectedItems } from '../AffectedItems';
import type { ChangePart, ChangeTools } from '../parts';
import { assessmentActions } from './actions';
import { DefaultAssessmentService } from './AssessmentService';
import { Assessor } from './Assessor';
import { AuthorizedAssessmentService } from './AuthorizedAssessmentService';
import { ConflictStore } from './ConflictStore';
import { Reassessments } from './Reassessments';
import { reassessProjection } from './reassessProjection';
import { riskModelKind } from './riskModelKind';
import { mountAssessmentRoutes } from './routes';

/** Builds what the part is made of. */
export function buildAssessment(
  kernel: ItsmKernel,
  tools: Pick<ChangeTools, 'store'>,
) {
  const store = tools.store(kernel);
  const assessor = new Assessor(kernel, store);
  const reassessments = new Reassessments({
    ...kernel,
    assessor,
    conflicts: new ConflictStore(kernel.database),
    store,
  });
  const plain = new DefaultAssessmentService({
    ...kernel,
    assessor,
    reassessments,
    store,
    affected: new AffectedItems(kernel, store),
  });
  return {
    store,
    reassessments,
    plain,
    assessments: new AuthorizedAssessmentService(plain, kernel.readScope),
  };
}

/** What a change would do, before it does: risk, conflicts and free times. */
export function assessmentPart(tools: ChangeTools): ChangePart {
  const built = new WeakMap<ItsmKernel, ReturnType<typeof buildAssessment>>();
  const partsOf = (kernel: ItsmKernel) => {
    const parts = built.get(kernel) ?? buildAssessment(kernel, tools);
    built.set(kernel, parts);
    return parts;
  };
  return {
    definitionKinds: [riskModelKind],
    projections(kernel) {
      const { reassessments, store } = partsOf(kernel);
      return [reassessProjection(reassessments, store, kernel.definitions)];
    },
    dueHandlers: kernel => partsOf(kernel).reassessments.dueHandlers(),
    actions: kernel => assessmentActions(partsOf(kernel).assessments),
    services(kernel) {
      const { assessments } = partsOf(kernel);
      const { services } = kernel;
      services.offer(riskServiceRef, {
        assess: (caller, draft) => assessments.risk(caller, draft),
        addEngine: engine => assessments.addEngine(engine),
      });
      services.offer(conflictsServiceRef, {
        find: (caller, draft) => assessments.conflicts(caller, draft),
        addSource: source => assessments.addSource(source),
        moved: (items, executor) => assessments.moved(items, executor),
      });
      services.offer(scheduleServiceRef, {
        freeSlots: (caller, draft) => assessments.freeSlots(caller, draft),
      });
    },
    start(kernel, router) {
      mountAssessmentRoutes(router, partsOf(kernel).assessments);
    },
  };
}
