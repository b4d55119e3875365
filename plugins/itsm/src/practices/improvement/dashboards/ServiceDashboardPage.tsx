import { Placeholder } from '../Placeholder';

/** How a service does. */
export function ServiceDashboardPage() {
  return <Placeholder title="Service" />;
}
