/** Being built. */
export function NewServicePage() {
  return <></>;
}
