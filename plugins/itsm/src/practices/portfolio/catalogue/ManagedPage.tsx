/** Being built. */
export function ManagedPage() {
  return <></>;
}
