import { useRef } from 'react';
import { focusOnOpen } from './focusOnOpen';

/**
 * Gives the focus back to what opened an editor in its own place, which is drawn anew when the editor is closed:
 * whoever works by keys goes on from there. Who went elsewhere meanwhile is left alone.
 */
export function useFocusBack() {
  const back = useRef(false);
  return {
    /** Called while the editor is closed. */
    leave: () => {
      const at = document.activeElement;
      back.current =
        at === null ||
        at === document.body ||
        at.closest('[data-submit-keys]') !== null;
    },
    /** Props of what opens it. */
    opener: () => focusOnOpen(back.current),
  };
}
