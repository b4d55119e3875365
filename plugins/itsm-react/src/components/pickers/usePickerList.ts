import { useAsyncList } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import type { MutableRefObject, RefObject } from 'react';
import { steadyOptions } from './pickerOptions';
import type { PickerOption } from './pickerOptions';

const TYPING_PAUSE_MS = 150;

/** The option that a control is at, by keys or with the pointer; undefined if at none. */
export function optionAt(control: HTMLElement | null): string | undefined {
  const id = control
    ?.querySelector('input')
    ?.getAttribute('aria-activedescendant');
  const option = id ? document.getElementById(id) : null;
  return option?.dataset.key;
}

/** Keeps a promise for as long as an option of a control is pressed. */
function usePressed(control: RefObject<HTMLElement>) {
  const pressed = useRef<Promise<void>>();
  useEffect(() => {
    const press = ({ target }: Event) => {
      const input = control.current?.querySelector('input');
      const id = input?.getAttribute('aria-controls');
      const listed = id ? document.getElementById(id) : null;
      if (!(target instanceof Node) || !listed?.contains(target)) return;
      pressed.current = new Promise(resolve => {
        const release = () => {
          document.removeEventListener('pointerup', release, true);
          document.removeEventListener('pointercancel', release, true);
          // What is pressed is chosen first.
          setTimeout(() => {
            pressed.current = undefined;
            resolve();
          });
        };
        document.addEventListener('pointerup', release, true);
        document.addEventListener('pointercancel', release, true);
      });
    };
    document.addEventListener('pointerdown', press, true);
    return () => document.removeEventListener('pointerdown', press, true);
  }, [control]);
  return pressed;
}

/** What a picker has found, to be drawn by a `PickerCombobox`. */
export interface PickerList<Option extends PickerOption> {
  /** What the server found at last. */
  found: ReturnType<typeof useAsyncList<Option>>;
  /** The control. */
  control: RefObject<HTMLDivElement>;
  /** What can be chosen at the moment. */
  shown: MutableRefObject<readonly Option[]>;
}

/**
 * What a server finds while somebody types. The answer comes whenever it comes: while an option is pressed it
 * waits, and while somebody is at an option that one and what else is listed stay where they are.
 *
 * @param find - asks the server
 */
export function usePickerList<Option extends PickerOption>(
  find: (text: string | undefined, signal: AbortSignal) => Promise<Option[]>,
): PickerList<Option> {
  const control = useRef<HTMLDivElement>(null);
  const shown = useRef<readonly Option[]>([]);
  const pressed = usePressed(control);
  const found = useAsyncList<Option>({
    load: async ({ filterText, signal }) => {
      await new Promise(resolve => setTimeout(resolve, TYPING_PAUSE_MS));
      if (signal.aborted) return { items: [] };
      const items = await find(filterText?.trim() || undefined, signal);
      while (pressed.current) await pressed.current;
      return {
        items: steadyOptions(shown.current, items, optionAt(control.current)),
      };
    },
  });
  return { found, control, shown };
}
