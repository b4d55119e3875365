/** Being built. */
export function ServicePage() {
  return <></>;
}
