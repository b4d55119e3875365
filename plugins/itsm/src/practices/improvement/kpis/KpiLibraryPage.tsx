import { Placeholder } from '../Placeholder';

/** All numbers there are, by practice. */
export function KpiLibraryPage() {
  return <Placeholder title="Numbers" />;
}
