export {
  MOST_ROWS_LOOKED as MOST_LOOKED,
  readVisible,
  type VisibleRows as Found,
} from '@callboard/plugin-itsm-node';
