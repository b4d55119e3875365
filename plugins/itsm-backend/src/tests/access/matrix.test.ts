import { holdsUnder } from './holdsUnder';

holdsUnder([
  [['itsm'], 'SQLITE_3'],
  [['itsm'], 'POSTGRES_18'],
]);
