import { Placeholder } from '../Placeholder';

/** A number: its chart, what it is made of and how it came to be. */
export function KpiPage() {
  return <Placeholder title="Number" />;
}
