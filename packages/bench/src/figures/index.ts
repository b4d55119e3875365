import type { Figure } from '../Figure';
import { approvalsInbox } from './approvalsInbox';
import { changesAssess } from './changesAssess';
import { changesCalendar } from './changesCalendar';
import { changesFile } from './changesFile';
import { clocksReplay } from './clocksReplay';
import { clocksWake1m } from './clocksWake';
import { cmdbAsOf } from './cmdbAsOf';
import { cmdbImpact10k, cmdbImpact1k } from './cmdbImpact';
import { cmdbImpactHttp } from './cmdbImpactHttp';
import { cmdbImpactSql } from './cmdbImpactSql';
import { cmdbSync } from './cmdbSync';
import { followerRate } from './followerRate';
import { importLog } from './importLog';
import { incidentsFile } from './incidentsFile';
import { incidentsFileAgreements } from './incidentsFileAgreements';
import { incidentsGet } from './incidentsGet';
import { incidentsList1m, incidentsList25k } from './incidentsList';
import { incidentsSearch } from './incidentsSearch';
import { kpiDashboard1m, kpiGrowth } from './kpiDashboard';
import { kpiFollower } from './kpiFollower';
import { kpiHistogramError } from './kpiHistogramError';
import { portfolioList } from './portfolioList';
import { pageDashboardTti, pageJs, pageTti, servicePageTti } from './pages';

/** All figures, by the order in which they are listed. */
export const figures: readonly Figure[] = [
  importLog,
  incidentsList25k,
  incidentsList1m,
  incidentsGet,
  incidentsFile,
  incidentsFileAgreements,
  incidentsSearch,
  followerRate,
  clocksReplay,
  clocksWake1m,
  cmdbImpact1k,
  cmdbImpact10k,
  cmdbImpactHttp,
  cmdbImpactSql,
  cmdbSync,
  cmdbAsOf,
  approvalsInbox,
  changesAssess,
  changesFile,
  changesCalendar,
  kpiDashboard1m,
  kpiGrowth,
  kpiFollower,
  kpiHistogramError,
  portfolioList,
  pageJs,
  pageTti,
  pageDashboardTti,
  servicePageTti,
];
