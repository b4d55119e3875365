/** Being built. */
export function NewRiskPage() {
  return <></>;
}
