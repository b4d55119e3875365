import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { contractRouteRef } from '../../routes';

/** The number of a contract, which leads to it. */
export function ContractLink({ number }: { number: string }) {
  const href = useRouteRef(contractRouteRef)?.({ number });
  return href ? <RouterLink to={href}>{number}</RouterLink> : <>{number}</>;
}
