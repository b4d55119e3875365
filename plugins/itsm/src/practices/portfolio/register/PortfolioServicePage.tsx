/** Being built. */
export function PortfolioServicePage() {
  return <></>;
}
