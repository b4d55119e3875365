import { Placeholder } from '../Placeholder';

/** The page of one initiative. */
export function InitiativePage() {
  return <Placeholder title="Initiative" />;
}
