/**
 * Open, unrestricted records of Callboard in Backstage's search.
 *
 * `backend.add(import('@callboard/plugin-search-backend-module-itsm'))` beside the search plugin.
 *
 * @packageDocumentation
 */
export { searchModuleItsm as default } from './module';
export {
  DEFAULT_LOCATION,
  RECORD_DOCUMENT_TYPE,
  RecordCollatorFactory,
  type RecordCollatorOptions,
  type RecordDocument,
} from './RecordCollatorFactory';
