/** What bridges may use of service levels. */
export { RecordOutages } from './outages/RecordOutages';
