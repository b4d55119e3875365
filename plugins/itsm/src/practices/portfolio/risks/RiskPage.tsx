/** Being built. */
export function RiskPage() {
  return <></>;
}
