/** Being built. */
export function DemandsPage() {
  return <></>;
}
