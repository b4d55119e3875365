/**
 * The contract between the kernel of Callboard and its practices.
 *
 * @packageDocumentation
 */
export * from './actions';
export * from './assertPermitted';
export * from './agreements';
export * from './caller';
export * from './catalogFaults';
export * from './changes';
export * from './cmdb';
export * from './definitions';
export * from './desk';
export * from './due';
export * from './entityNames';
export * from './extensionPoint';
export * from './feasibility';
export * from './followUps';
export * from './gatheredRows';
export * from './improvement';
export * from './incidents';
export * from './journal';
export * from './kernel';
export * from './kpi';
export * from './maintenance';
export * from './news';
export * from './objectives';
export * from './outages';
export * from './parts';
export * from './portfolio';
export * from './practice';
export * from './readBody';
export * from './readCsv';
export * from './readVisible';
export * from './recordActions';
export * from './recordResource';
export * from './records';
export * from './rows';
export * from './rules';
export * from './services';
export * from './serviceRecords';
export * from './serviceViews';
export * from './supportHours';
export * from './surveys';
