import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  AFFECTS,
  CHANGE_FIELDS,
  CHANGE_PROTECTED_FIELDS,
  changeLifecycle,
  changePermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  changeFilesRef,
  joinParts,
  oncePer,
  setsOwnerFromService,
  type Practice,
} from '@callboard/plugin-itsm-node';
import { changeActions } from './actions';
import { asksForApproval, waitsForRisk } from './approval';
import { assessmentPart } from './assessment/part';
import { cabPart } from './cab/part';
import { consequencesPart } from './consequences/part';
import { countedPart } from './counted';
import { AuthorizedChangeService } from './AuthorizedChangeService';
import { DefaultChangeService } from './ChangeService';
import { calendarPart } from './calendar/parts';
import { ChangeStore } from './ChangeStore';
import { changeDueHandlers } from './followUps/handlers';
import { changeFollowUps } from './followUps/projection';
import { changeNews } from './news/changeNews';
import { windowNews } from './news/windowNews';
import { OfferedChanges } from './OfferedChanges';
import type { ChangePart, ChangeTools } from './parts';
import { reviewPart } from './review/part';
import { mountChangeRoutes } from './routes';
import { happenedByNow } from './rules/happenedByNow';
import { keepsThePlanOnceBegun } from './rules/keepsThePlanOnceBegun';
import { losesPreApprovalWhenRewritten } from './rules/losesPreApprovalWhenRewritten';
import { plansAhead } from './rules/plansAhead';
import { saysWhatWentWrong } from './rules/saysWhatWentWrong';
import { startsWithinItsWindow } from './rules/startsWithinItsWindow';
import { windowEndsAfterItStarts } from './rules/windowEndsAfterItStarts';
import { changesOnService } from './serviceView';
import { readChangeConfig } from './settings';
import { windowsPart } from './windows';
import { standardPart } from './standard/part';

/** The parts of the practice, one line each. */
const PARTS: readonly ((tools: ChangeTools) => ChangePart)[] = [
  assessmentPart,
  cabPart,
  standardPart,
  reviewPart,
  windowsPart,
  calendarPart,
  countedPart,
  consequencesPart,
];

/** Change enablement: from the request to the review. */
export function changesPractice(options: {
  config: RootConfigService;
  events?: EventsService;
  migrations: string;
}): Practice {
  const config = readChangeConfig(options.config);
  const store = oncePer(kernel => new ChangeStore(kernel.database));
  const changes = oncePer(
    kernel => new DefaultChangeService(kernel, store(kernel)),
  );
  const authorized = oncePer(
    kernel => new AuthorizedChangeService(changes(kernel), kernel.authorizer),
  );
  const { config: root, events } = options;
  const tools = { config: root, events, store, changes, authorized };
  const { rules, ...parts } = joinParts(PARTS.map(part => part(tools)));
  return {
    ...parts,
    id: 'changes',
    title: 'Change enablement',
    migrations: { directory: options.migrations },
    recordTypes: [
      ...parts.recordTypes,
      {
        type: 'change',
        label: 'Change',
        prefix: 'CHG',
        lifecycle: changeLifecycle as Lifecycle,
        permissions: changePermissions,
        detail: { table: 'changes', fields: CHANGE_FIELDS },
        rules: [
          setsOwnerFromService(config.fallbackOwner),
          windowEndsAfterItStarts,
          plansAhead,
          keepsThePlanOnceBegun,
          startsWithinItsWindow,
          losesPreApprovalWhenRewritten,
          happenedByNow,
          saysWhatWentWrong,
          ...rules,
        ],
        approval: {
          asks: asksForApproval,
          waits: waitsForRisk,
          approve: 'authorize',
          reject: 'reject',
          askAgain: 'ask-again',
          protects: CHANGE_PROTECTED_FIELDS,
          protectsLinks: [AFFECTS],
        },
      },
    ],
    news: [changeNews, windowNews, ...parts.news],
    projections: kernel => [
      changeFollowUps(store(kernel), kernel.due, config.autoCloseDays),
      ...parts.projections(kernel),
    ],
    dueHandlers: kernel => [
      ...changeDueHandlers(kernel, config.autoCloseDays),
      ...parts.dueHandlers(kernel),
    ],
    actions: kernel => [
      ...changeActions(kernel, authorized(kernel)),
      ...parts.actions(kernel),
    ],
    services(kernel) {
      parts.services(kernel);
      kernel.services.offer(
        changeFilesRef,
        new OfferedChanges(authorized(kernel)),
      );
    },
    serviceViews: kernel => [
      changesOnService(kernel),
      ...parts.serviceViews(kernel),
    ],
    async start(kernel, router) {
      await parts.start(kernel, router);
      mountChangeRoutes(router, { changes: authorized(kernel), config });
    },
  };
}
