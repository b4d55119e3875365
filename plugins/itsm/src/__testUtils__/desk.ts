/**
 * A wide screen: every "at least this wide" holds. To be imported before anything of Backstage UI,
 * which looks once, when it is loaded.
 */
window.matchMedia = (query: string) =>
  ({
    matches: query.includes('min-width'),
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  } as unknown as MediaQueryList);
