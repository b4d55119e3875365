/** Being built. */
export function CostImportPage() {
  return <></>;
}
