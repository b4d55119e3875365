import { Placeholder } from '../Placeholder';

/** How a practice does. */
export function PracticeDashboardPage() {
  return <Placeholder title="Practice" />;
}
