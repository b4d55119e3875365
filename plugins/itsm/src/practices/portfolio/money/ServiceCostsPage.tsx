/** Being built. */
export function ServiceCostsPage() {
  return <></>;
}
