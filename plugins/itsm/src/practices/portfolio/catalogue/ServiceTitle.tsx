import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { serviceRouteRef } from '../routes';
import { addressOf } from '../services/useServicePage';

/** Gives the page of a service. */
export function useServiceHref(): (ref: string) => string | undefined {
  const hrefOf = useRouteRef(serviceRouteRef);
  return ref => hrefOf?.(addressOf(ref));
}

/** The title of a service, which leads to its page. */
export function ServiceTitle(props: { entityRef: string; title: string }) {
  const { entityRef, title } = props;
  const href = useServiceHref()(entityRef);
  return href ? <RouterLink to={href}>{title}</RouterLink> : <>{title}</>;
}
