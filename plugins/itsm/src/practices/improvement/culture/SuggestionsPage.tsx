import { Placeholder } from '../Placeholder';

/** What people suggest to improve. */
export function SuggestionsPage() {
  return <Placeholder title="Suggestions" />;
}
