/**
 * Open, unrestricted records of Callboard, and what services offer, in Backstage's search.
 *
 * `backend.add(import('@callboard/plugin-search-backend-module-itsm'))` beside the search plugin.
 *
 * @packageDocumentation
 */
export { searchModuleItsm as default } from './module';
export {
  DEFAULT_OFFERING_LOCATION,
  OFFERING_DOCUMENT_TYPE,
  OfferingCollatorFactory,
  type OfferingCollatorOptions,
} from './OfferingCollatorFactory';
export {
  DEFAULT_LOCATION,
  RECORD_DOCUMENT_TYPE,
  RecordCollatorFactory,
  type RecordCollatorOptions,
  type RecordDocument,
} from './RecordCollatorFactory';
