/** Being built. */
export function RegisterPage() {
  return <></>;
}
