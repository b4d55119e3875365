import { Placeholder } from '../Placeholder';

/** The form that files an initiative. */
export function FileInitiativePage() {
  return <Placeholder title="File initiative" />;
}
