/**
 * The pages of Callboard. Install the package and the pages are there; switch a practice off with
 * `itsm.practices.<practice>.enabled: false`.
 *
 * @packageDocumentation
 */
export { itsmFeatures as default } from './features';
export { itsmTranslationRef } from './core/translation';
export { approvalsTranslationRef } from './core/approvals/translation';
export { cmdbTranslationRef } from './practices/cmdb/translation';
export { architectureTranslationRef } from './practices/cmdb/architecture/translation';
export { ciAttributesTranslationRef } from './practices/cmdb/attributes/translation';
export { ciClassTranslationRef } from './practices/cmdb/classes/translation';
export { ciDuplicatesTranslationRef } from './practices/cmdb/duplicates/translation';
export { ciSourcesTranslationRef } from './practices/cmdb/sources/translation';
export { impactTranslationRef } from './practices/cmdb/impact/translation';
export { relationsTranslationRef } from './practices/cmdb/relations/translation';
export { incidentsTranslationRef } from './practices/incidents/translation';
export { incidentFormTranslationRef } from './practices/incidents/form/translation';
export { incidentListTranslationRef } from './practices/incidents/list/translation';
export { improvementTranslationRef } from './practices/improvement/translation';
export { cultureTranslationRef } from './practices/improvement/culture/translation';
export { dashboardsTranslationRef } from './practices/improvement/dashboards/translation';
export { kpisTranslationRef } from './practices/improvement/kpis/translation';
export { leadershipTranslationRef } from './practices/improvement/leadership/translation';
export { registerTranslationRef } from './practices/improvement/register/translation';
export { entityInitiativesTranslationRef } from './practices/improvement/register/entity/translation';
export { initiativeFormTranslationRef } from './practices/improvement/register/form/translation';
export { initiativeTranslationRef } from './practices/improvement/register/record/translation';
export { proposalsTranslationRef } from './practices/improvement/proposals/translation';
export { surveysTranslationRef } from './practices/improvement/surveys/translation';
export { catalogueTranslationRef } from './practices/portfolio/catalogue/translation';
export { demandTranslationRef } from './practices/portfolio/demand/translation';
export {
  continuityTranslationRef,
  risksTranslationRef,
} from './practices/portfolio/risks/translation';
export { portfolioRegisterTranslationRef } from './practices/portfolio/register/translation';
export { designTranslationRef } from './practices/portfolio/design/translation';
export { moneyTranslationRef } from './practices/portfolio/money/translation';
export { portfolioTranslationRef } from './practices/portfolio/translation';
export { servicesTranslationRef } from './practices/portfolio/services/translation';
export {
  alignmentTranslationRef,
  strategyTranslationRef,
  trendTranslationRef,
} from './practices/portfolio/strategy/translation';
export { serviceLevelsTranslationRef } from './practices/service-levels/translation';
