/** Being built. */
export function TransitionPage() {
  return <></>;
}
