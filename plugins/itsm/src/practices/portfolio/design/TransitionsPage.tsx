/** Being built. */
export function TransitionsPage() {
  return <></>;
}
