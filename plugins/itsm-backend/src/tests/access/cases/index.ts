import * as common from '@callboard/plugin-itsm-common';
import type { RouteContract } from '@callboard/plugin-itsm-common';
import type { Case } from '../Case';
import { actionCases } from './actions';
import { administrationCases } from './administration';
import { approvalCases } from './approvals';
import { attachmentCases } from './attachments';
import { attainmentCases } from './attainment';
import { cabCases } from './cab';
import { catalogueCases } from './catalogue';
import { changeAssessmentCases } from './changeAssessment';
import { changeCalendarCases } from './changeCalendar';
import { changeReviewCases } from './changeReview';
import { changeCases } from './changes';
import { changeStandardCases } from './changeStandard';
import { changeWindowCases } from './changeWindows';
import { cmdbCases } from './cmdb';
import { cmdbHealthCases } from './cmdbHealth';
import { cmdbImpactCases } from './cmdbImpact';
import { cmdbItemCases } from './cmdbItems';
import { cmdbSourceCases } from './cmdbSources';
import { cultureCases } from './culture';
import { definitionCases } from './definitions';
import { demandCases } from './demand';
import { designCases } from './design';
import { feasibilityCases } from './feasibility';
import { incidentCases } from './incidents';
import { initiativeCases } from './initiatives';
import { kpiCases } from './kpis';
import { leadershipCases } from './leadership';
import { moneyCases } from './money';
import { objectiveCases } from './objectives';
import { outageCases } from './outages';
import { ownCases } from './own';
import { portfolioServiceCases } from './portfolioServices';
import { proposalCases } from './proposals';
import { recordCases } from './records';
import { riskCases } from './risks';
import { searchCases } from './search';
import { serviceLevelCases } from './serviceLevels';
import { servicePageCases } from './servicePage';
import { strategyCases } from './strategy';
import { surveyCases } from './surveys';

/** Every route and action, with who may. One without a case fails the test. */
export const cases: readonly Case[] = [
  ...recordCases,
  ...attachmentCases,
  ...approvalCases,
  ...incidentCases,
  ...changeCases,
  ...changeAssessmentCases,
  ...changeWindowCases,
  ...changeStandardCases,
  ...changeReviewCases,
  ...changeCalendarCases,
  ...cabCases,
  ...searchCases,
  ...ownCases,
  ...definitionCases,
  ...kpiCases,
  ...cultureCases,
  ...demandCases,
  ...initiativeCases,
  ...leadershipCases,
  ...proposalCases,
  ...catalogueCases,
  ...cmdbCases,
  ...cmdbHealthCases,
  ...cmdbImpactCases,
  ...cmdbItemCases,
  ...cmdbSourceCases,
  ...serviceLevelCases,
  ...feasibilityCases,
  ...outageCases,
  ...objectiveCases,
  ...attainmentCases,
  ...servicePageCases,
  ...strategyCases,
  ...surveyCases,
  ...portfolioServiceCases,
  ...riskCases,
  ...designCases,
  ...moneyCases,
  ...administrationCases,
  ...actionCases,
];

/** What a case is called. */
export const nameOf = ({ route, when }: Case) =>
  when ? `${route}: ${when}` : route;

/** The contracts of the common package, by name. */
export const contracts: ReadonlyMap<string, RouteContract> = new Map(
  [
    ...Object.entries(common as Record<string, unknown>)
      .filter(([name]) => /[a-z]Routes$/.test(name))
      .flatMap(([, routes]) => Object.values(routes as object)),
    common.practiceExportRoute('incidents', 'itsm.incident.read'),
    common.practiceExportRoute('changes', 'itsm.change.read'),
    common.practiceExportRoute('cmdb', 'itsm.ci-task.read'),
  ].map((contract: RouteContract) => [contract.name, contract]),
);

/** Whether a case leaves everything as it is. */
export const isRead = ({ route, changesNothing }: Case) =>
  changesNothing === true || contracts.get(route)?.method === 'get';
