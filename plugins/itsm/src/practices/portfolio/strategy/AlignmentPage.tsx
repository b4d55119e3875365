/** Being built. */
export function AlignmentPage() {
  return <></>;
}
