import { Placeholder } from '../Placeholder';

/** How a team does. */
export function TeamDashboardPage() {
  return <Placeholder title="Team" />;
}
