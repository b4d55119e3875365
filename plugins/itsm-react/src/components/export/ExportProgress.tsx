import { Button } from '@backstage/ui';
import { useEffect, useState } from 'react';
import styles from './ExportProgress.module.css';

const LOOK_MS = 250;

/**
 * How far an export is, with a way to give it up. It stands in a toast, outside of the page that
 * began it, so that one can go on working: it looks for itself and is given its words.
 */
export function ExportProgress(props: {
  words: () => string;
  cancel: string;
  onCancel: () => void;
}) {
  const { words, cancel, onCancel } = props;
  const [said, setSaid] = useState(words);
  useEffect(() => {
    const timer = setInterval(() => setSaid(words()), LOOK_MS);
    return () => clearInterval(timer);
  }, [words]);
  return (
    <span className={styles.progress}>
      <span className={styles.size}>{said}</span>
      <Button size="small" variant="secondary" onPress={onCancel}>
        {cancel}
      </Button>
    </span>
  );
}
