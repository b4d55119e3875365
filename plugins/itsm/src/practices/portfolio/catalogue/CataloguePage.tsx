/** Being built. */
export function CataloguePage() {
  return <></>;
}
