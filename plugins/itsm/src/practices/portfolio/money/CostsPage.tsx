/** Being built. */
export function CostsPage() {
  return <></>;
}
