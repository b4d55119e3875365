import { Placeholder } from '../Placeholder';

/** What got better, what did not, and what is being done about it. */
export function LeadershipPage() {
  return <Placeholder title="Improvement" />;
}
