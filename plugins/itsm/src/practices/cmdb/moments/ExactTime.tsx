import { TextField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { fromExactInput, toExactInput } from './exactInput';
import styles from './Moments.module.css';

const TYPING_PAUSE_MS = 700;

/**
 * An instant to the second, in the reader's own time. While it is typed it passes through instants
 * that nobody means; so it is told after a pause, or when one leaves.
 */
export function ExactTime(props: {
  label: string;
  value: string | undefined;
  onChange: (instant: string) => void;
}) {
  const { label, value, onChange } = props;
  const shown = toExactInput(value);
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string>();
  const told = typed === undefined ? undefined : fromExactInput(typed);
  const tell = () => {
    if (!told) return;
    setTyped(undefined);
    if (typed !== shown) onChange(told);
  };
  useEffect(() => {
    // Else the browser's control hides the seconds; the field passes no step on.
    box.current?.querySelector('input')?.setAttribute('step', '1');
  }, []);
  useEffect(() => {
    const timer = setTimeout(tell, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className={styles.exact} ref={box}>
      <TextField
        // The field passes the type on; its own list of types leaves dates to the date picker,
        // which knows no hours.
        type={'datetime-local' as 'text'}
        label={label}
        value={typed ?? shown}
        onChange={setTyped}
        onBlur={() => {
          tell();
          // What is not complete by now is none.
          setTyped(undefined);
        }}
      />
    </div>
  );
}
