import { Placeholder } from '../Placeholder';

/** What the numbers say is worth improving. */
export function ProposalsPage() {
  return <Placeholder title="Proposals" />;
}
