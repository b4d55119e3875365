/** Being built. */
export function SupplierPage() {
  return <></>;
}
