import { Placeholder } from '../Placeholder';

/** The page of one retrospective. */
export function RetrospectivePage() {
  return <Placeholder title="Retrospective" />;
}
