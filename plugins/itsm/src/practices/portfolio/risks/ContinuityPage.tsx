/** Being built. */
export function ContinuityPage() {
  return <></>;
}
