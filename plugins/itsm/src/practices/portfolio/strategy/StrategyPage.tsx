/** Being built. */
export function StrategyPage() {
  return <></>;
}
