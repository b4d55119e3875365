/** Being built. */
export function ContractPage() {
  return <></>;
}
