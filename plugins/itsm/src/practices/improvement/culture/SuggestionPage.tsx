import { Placeholder } from '../Placeholder';

/** The page of one suggestion. */
export function SuggestionPage() {
  return <Placeholder title="Suggestion" />;
}
