/** Being built. */
export function SuppliersPage() {
  return <></>;
}
