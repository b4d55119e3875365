import { RecordRedirect as RedirectByNumber } from '../../core/RecordRedirect';
import {
  contractRouteRef,
  demandRouteRef,
  objectiveRouteRef,
  portfolioServiceRouteRef,
  riskRouteRef,
  supplierRouteRef,
  trendRouteRef,
} from './routes';

/** The pages of records by what their numbers begin with. */
const PAGES = {
  SVC: portfolioServiceRouteRef,
  OBJ: objectiveRouteRef,
  TRD: trendRouteRef,
  DEM: demandRouteRef,
  SUP: supplierRouteRef,
  CTR: contractRouteRef,
  RSK: riskRouteRef,
};

/** Leads to the page of a record of the portfolio by its number. */
export const RecordRedirect = () => <RedirectByNumber pages={PAGES} />;
