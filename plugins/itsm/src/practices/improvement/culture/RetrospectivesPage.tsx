import { Placeholder } from '../Placeholder';

/** The retrospectives of teams. */
export function RetrospectivesPage() {
  return <Placeholder title="Retrospectives" />;
}
