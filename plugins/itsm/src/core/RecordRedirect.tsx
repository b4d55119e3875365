import {
  NotFoundErrorPage,
  useRouteRef,
  type SubRouteRef,
} from '@backstage/frontend-plugin-api';
import { Navigate, useLocation, useParams } from 'react-router-dom';

type RecordPage = SubRouteRef<{ number: string }>;

function To(props: { page: RecordPage; number: string }) {
  const href = useRouteRef(props.page)?.({ number: props.number });
  const { search, hash } = useLocation();
  return href ? (
    <Navigate to={`${href}${search}${hash}`} replace />
  ) : (
    <NotFoundErrorPage />
  );
}

/**
 * Where news, mails and reminders lead to: they know the practice and the number of a record, and a
 * practice may have a page for each of its record types.
 *
 * @param props.pages - by what numbers begin with
 */
export function RecordRedirect(props: {
  pages: Readonly<Record<string, RecordPage>>;
}) {
  const number = (useParams().number ?? '').toLocaleUpperCase('en-US');
  const [, prefix = ''] = /^([A-Z]{3})-\d+$/.exec(number) ?? [];
  const page = props.pages[prefix];
  return page ? <To page={page} number={number} /> : <NotFoundErrorPage />;
}
