/** Being built. */
export function TrendPage() {
  return <></>;
}
