export {
  changeAmong,
  chunksOf,
  isPostgres,
  rowsAmong,
  upsertRows,
} from '@callboard/plugin-itsm-node';
