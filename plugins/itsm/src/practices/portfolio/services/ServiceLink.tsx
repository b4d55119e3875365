import { useRouteRef } from '@backstage/frontend-plugin-api';
import { kindOf, SERVICE_KINDS } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  refTitle,
  RouterLink,
  type Refs,
} from '@callboard/plugin-itsm-react';
import { serviceRouteRef } from '../routes';
import { addressOf } from './useServicePage';

/** Another service, to its page of this kind; what is none, or is gone, to where it is known. */
export function ServiceLink(props: { entityRef: string; refs: Refs }) {
  const { entityRef, refs } = props;
  const hrefOf = useRouteRef(serviceRouteRef);
  const isService = SERVICE_KINDS.some(kind => kind === kindOf(entityRef));
  if (!hrefOf || !isService || refs[entityRef]?.dangling)
    return <RefLabel entityRef={entityRef} refs={refs} />;
  return (
    <RouterLink to={hrefOf(addressOf(entityRef))} title={entityRef}>
      {refTitle(entityRef, refs)}
    </RouterLink>
  );
}
