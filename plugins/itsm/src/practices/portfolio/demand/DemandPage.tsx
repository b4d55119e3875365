/** Being built. */
export function DemandPage() {
  return <></>;
}
