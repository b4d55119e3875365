import { useParams } from 'react-router-dom';
import { EntityDashboardPage } from './EntityDashboardPage';

/** How a service does. */
export function ServiceDashboardPage() {
  const { kind = '', namespace = '', name = '' } = useParams();
  return (
    <EntityDashboardPage
      of="service"
      entityRef={`${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US')}
    />
  );
}
