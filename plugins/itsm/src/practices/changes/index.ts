/** What bridges may use of changes. */
export { ChangesBeforeRecord } from './causes/ChangesBeforeRecord';
