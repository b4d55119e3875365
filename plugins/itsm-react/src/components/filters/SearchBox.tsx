import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import styles from './FilterButton.module.css';

const TYPING_PAUSE_MS = 300;

/** The search of a list: asks the server when the typing pauses. */
export function SearchBox(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, value, onChange } = props;
  const [text, setText] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  const sent = useRef(value);

  useEffect(() => {
    // The address changed by other means, such as the back button.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      latest.current(text);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div className={styles.search} data-itsm-search>
      <SearchField
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={setText}
      />
    </div>
  );
}
