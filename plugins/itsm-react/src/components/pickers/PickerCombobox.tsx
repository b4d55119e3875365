import { Combobox } from '@backstage/ui';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { withChosen, withText } from './pickerOptions';
import type { PickerOption, PickerProps } from './pickerOptions';
import { optionAt } from './usePickerList';
import type { PickerList } from './usePickerList';

/**
 * Chooses one of what a server finds, and loses no choice to an answer that is late.
 *
 * - While it is awaited, only what has the text in it can be chosen of what was found before, and Enter does
 *   not throw the text away.
 * - What is chosen is always listed. A `Combobox` takes a text that no option has for one that is being
 *   written, and opens its list when the focus has gone on, where no key closes it.
 * - What is written is not replaced when it is known at last what the choice before it is called.
 * - Emptying the text takes the choice back, as in every other combobox.
 * - A page that scrolls leaves the list open and what is written in place: the list scrolls along with the field.
 * - Once something is chosen the list stays closed until somebody writes, presses its button or comes back.
 *   What scrolls within the page closes the list and empties the text; when that met a choice which was not drawn
 *   yet, the text of the choice was taken for one being written, and the list opened over it.
 */
export function PickerCombobox<Option extends PickerOption>(
  props: Omit<PickerProps, 'value'> & {
    list: PickerList<Option>;
    chosen: Option | null;
  },
) {
  const { list, onChange, ...rest } = props;
  const { found, control, shown } = list;
  const { items, filterText, loadingState } = found;
  const [chosen, setChosen] = useState(props.chosen);
  const [isSettled, setSettled] = useState(false);
  const next = props.chosen;
  const isOther = chosen?.id !== next?.id;
  const isWritten = filterText !== chosen?.label;
  // What is being written stays, whatever the choice before it turns out to be called.
  if (isOther || (chosen?.label !== next?.label && !isWritten)) setChosen(next);
  const isCurrent = loadingState === 'idle';
  const options = useMemo(
    () => withChosen(isCurrent ? items : withText(items, filterText), chosen),
    [items, filterText, isCurrent, chosen],
  );
  useEffect(() => {
    shown.current = options;
  }, [shown, options]);

  /** Whether somebody is in the field, rather than that its text is set from elsewhere. */
  const isAt = () => Boolean(control.current?.contains(document.activeElement));

  /** The input while its list is open. */
  const openInput = useCallback(
    () => control.current?.querySelector('input[aria-expanded="true"]'),
    [control],
  );
  useEffect(() => {
    const stay = (event: Event) => {
      if (event.target === document && openInput())
        event.stopImmediatePropagation();
    };
    // Before the list hears it, which listens from when it opens.
    window.addEventListener('scroll', stay, true);
    return () => window.removeEventListener('scroll', stay, true);
  }, [openInput]);

  const isAwaited = found.isLoading && filterText.trim() !== '';
  useEffect(() => {
    if (!isAwaited) return undefined;
    const wait = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey } = event;
      if (key !== 'Enter' || ctrlKey || metaKey) return;
      if (!target || target !== openInput()) return;
      if (optionAt(control.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the control hears it.
    document.addEventListener('keydown', wait, true);
    return () => document.removeEventListener('keydown', wait, true);
  }, [control, isAwaited, openInput]);

  return (
    <Combobox
      {...rest}
      ref={control}
      options={{
        ...found,
        items: options,
        setFilterText: text => {
          if (text === '' && chosen) onChange(undefined);
          if (text !== '' || chosen)
            setSettled(isAt() && text === chosen?.label);
          found.setFilterText(text);
        },
      }}
      search={{ mode: 'server' }}
      menuTrigger={isSettled ? 'manual' : 'focus'}
      value={chosen}
      onChange={option => {
        setSettled(Boolean(option));
        onChange(option?.id);
      }}
      onBlur={() => setSettled(false)}
    />
  );
}
