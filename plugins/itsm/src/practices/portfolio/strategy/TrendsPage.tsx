/** Being built. */
export function TrendsPage() {
  return <></>;
}
