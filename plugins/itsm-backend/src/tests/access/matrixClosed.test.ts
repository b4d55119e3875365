import { holdsUnder } from './holdsUnder';

holdsUnder([[['deny-all'], 'SQLITE_3']]);
