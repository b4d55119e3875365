/** Being built. */
export function RisksPage() {
  return <></>;
}
