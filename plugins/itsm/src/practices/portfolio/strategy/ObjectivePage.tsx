/** Being built. */
export function ObjectivePage() {
  return <></>;
}
