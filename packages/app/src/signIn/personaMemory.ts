const CHOSEN = 'callboard.persona';
const LAST = 'callboard.persona.last';

/**
 * Remembers who somebody chose to be. A tab keeps its own choice, so that two tabs can be the two
 * sides of a conversation; a new tab begins with the latest choice.
 */
export const personaMemory = {
  /** Who this tab is, if somebody was chosen. */
  current(): string | undefined {
    return (
      window.sessionStorage.getItem(CHOSEN) ??
      window.localStorage.getItem(CHOSEN) ??
      undefined
    );
  },

  /** Who was signed in before the last sign-out. */
  last(): string | undefined {
    return window.localStorage.getItem(LAST) ?? undefined;
  },

  remember(userEntityRef: string): void {
    window.sessionStorage.setItem(CHOSEN, userEntityRef);
    window.localStorage.setItem(CHOSEN, userEntityRef);
    window.localStorage.setItem(LAST, userEntityRef);
  },

  forget(): void {
    window.sessionStorage.removeItem(CHOSEN);
    window.localStorage.removeItem(CHOSEN);
  },
};
