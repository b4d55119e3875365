/** Being built. */
export function ContractsPage() {
  return <></>;
}
