import { useDraft } from '@callboard/plugin-itsm-react';
import { useState } from 'react';

/** Longer files are not kept over a reload: the browser has no room for them. */
const MOST_KEPT = 1_000_000;

interface Kept {
  source: string;
  /** The file's name; empty for rows that were pasted. */
  name: string;
  text: string;
  complete: boolean;
  /** The rows were too long to be kept. */
  cut: boolean;
}

const NOTHING: Kept = {
  source: '',
  name: '',
  text: '',
  complete: false,
  cut: false,
};

/** What is to be imported, kept over a reload as long as there is room for it. */
export function useRowsDraft(source: string) {
  const [kept, setKept, clear] = useDraft<Kept>('cmdb-import', NOTHING);
  const [long, setLong] = useState<{ name: string; text: string }>();
  const rows = long ?? { name: kept.name, text: kept.text };
  return {
    /** The one that the address names goes first. */
    source: source || kept.source,
    complete: kept.complete,
    ...rows,
    /** Set after a reload if the file has to be chosen again. */
    lost: kept.cut && !long ? kept.name : undefined,
    chooseSource: (key: string) => setKept({ ...kept, source: key }),
    chooseComplete: (complete: boolean) => setKept({ ...kept, complete }),
    chooseRows: (name: string, text: string) => {
      const cut = text.length > MOST_KEPT;
      setLong(cut ? { name, text } : undefined);
      setKept({ ...kept, name, text: cut ? '' : text, cut });
    },
    clear: () => {
      setLong(undefined);
      clear();
    },
  };
}

/** What is to be imported. */
export type RowsDraft = ReturnType<typeof useRowsDraft>;
