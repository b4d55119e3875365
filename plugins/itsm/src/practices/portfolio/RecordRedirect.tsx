import { NotFoundErrorPage, useRouteRef } from '@backstage/frontend-plugin-api';
import { Navigate, useLocation, useParams } from 'react-router-dom';
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

function To(props: { page: (typeof PAGES)['SVC']; number: string }) {
  const href = useRouteRef(props.page)?.({ number: props.number });
  const { search, hash } = useLocation();
  return href ? (
    <Navigate to={`${href}${search}${hash}`} replace />
  ) : (
    <NotFoundErrorPage />
  );
}

/**
 * Where news, mails and reminders lead to: they know the practice and the number of a record, and this
 * practice has a page for each of its record types.
 */
export function RecordRedirect() {
  const number = (useParams().number ?? '').toLocaleUpperCase('en-US');
  const [, prefix = ''] = /^([A-Z]{3})-\d+$/.exec(number) ?? [];
  const page = PAGES[prefix as keyof typeof PAGES];
  return page ? <To page={page} number={number} /> : <NotFoundErrorPage />;
}
