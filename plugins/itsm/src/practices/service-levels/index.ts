/** What bridges may use of service levels. */
export { OutageList } from './outages/OutageList';
export { RecordOutages } from './outages/RecordOutages';
