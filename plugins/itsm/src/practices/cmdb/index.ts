/** What bridges may use of configuration management. */
export { ChangesBefore } from './recent/ChangesBefore';
export { ImpactSummary } from './impact/ImpactSummary';
