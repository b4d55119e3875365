/** Being built. */
export function NewDemandPage() {
  return <></>;
}
