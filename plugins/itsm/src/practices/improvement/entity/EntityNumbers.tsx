import { useEntity } from '@backstage/plugin-catalog-react';
import { entityTitle } from '@callboard/plugin-itsm-react';
import { DashboardPage } from '../dashboards/DashboardPage';
import { subjectOf } from './subject';

/** How a service or a team does, as a tab of its page. */
export function EntityNumbers() {
  const { entity } = useEntity();
  return (
    <DashboardPage
      embedded
      subject={subjectOf(entity)}
      name={entityTitle(entity)}
    />
  );
}
