/** Being built. */
export function DesignPage() {
  return <></>;
}
