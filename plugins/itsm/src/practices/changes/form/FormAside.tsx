import type { Span } from '../words/planned';
import type { ChangeForm } from './draft';

/** What the change would hit, how risky it is and what it is in conflict with, while it is written. */
export function FormAside(_props: {
  form: ChangeForm;
  onWindow: (window: Span) => void;
}) {
  return null;
}
