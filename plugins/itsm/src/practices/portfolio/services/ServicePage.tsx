import { usePageTitle } from '@callboard/plugin-itsm-react';
import { useParams } from 'react-router-dom';
import { ServiceBody } from './ServiceBody';
import { useServicePage } from './useServicePage';

/** The page of a service. */
export function ServicePage() {
  const { kind = '', namespace = '', name = '' } = useParams();
  const address = { kind, namespace, name };
  usePageTitle(useServicePage(address).data?.title);
  return <ServiceBody key={`${kind}:${namespace}/${name}`} address={address} />;
}
