import { holdsUnder } from './holdsUnder';

holdsUnder([[['allow-all'], 'SQLITE_3']]);
