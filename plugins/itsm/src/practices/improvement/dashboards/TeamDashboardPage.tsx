import { useParams } from 'react-router-dom';
import { EntityDashboardPage } from './EntityDashboardPage';

/** How a team does. */
export function TeamDashboardPage() {
  const { namespace = '', name = '' } = useParams();
  return (
    <EntityDashboardPage
      of="team"
      entityRef={`group:${namespace}/${name}`.toLocaleLowerCase('en-US')}
    />
  );
}
