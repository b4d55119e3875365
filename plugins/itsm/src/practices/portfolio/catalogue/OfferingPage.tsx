/** Being built. */
export function OfferingPage() {
  return <></>;
}
