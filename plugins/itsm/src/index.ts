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
export { serviceLevelsTranslationRef } from './practices/service-levels/translation';
