/**
 * Which view a list opens with is known by the server; this browser remembers its address, so that
 * the list need not wait for the answer before it asks for its rows.
 */
const key = (page: string) => `itsm.start/${page}`;

/** The address of the view that a list opened with last time, if it was a saved one. */
export function rememberedStart(page: string): string | undefined {
  try {
    return window.localStorage.getItem(key(page)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers the address of the view that a list opens with. */
export function rememberStart(page: string, search: string | undefined) {
  try {
    if (search) window.localStorage.setItem(key(page), search);
    else window.localStorage.removeItem(key(page));
  } catch {
    // Storage may be forbidden; the list then opens with its own view first.
  }
}
