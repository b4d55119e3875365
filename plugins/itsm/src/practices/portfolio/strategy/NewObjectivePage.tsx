/** Being built. */
export function NewObjectivePage() {
  return <></>;
}
