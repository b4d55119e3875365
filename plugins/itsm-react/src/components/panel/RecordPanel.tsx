import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { SidePanel } from './SidePanel';

/** Who walks through the rows is not followed to each of them, only to where they stop. */
const PAUSE_MS = 150;

/** What a list says to the record that is open beside it. */
export interface RecordPanelProps {
  number: string;
  onClose: () => void;
  onLeave: () => void;
  onStep: (by: 1 | -1) => void;
  canStep: (by: 1 | -1) => boolean;
  focusKey: number;
}

/** One record beside the list. */
export function RecordPanel(
  props: RecordPanelProps & {
    /** Its own page. */
    href: string | undefined;
    /** Shows the record; asked for where the reader stops. */
    children: (number: string) => ReactNode;
  },
) {
  const { number, children, ...rest } = props;
  const [shown, setShown] = useState(number);
  useEffect(() => {
    const timer = setTimeout(() => setShown(number), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [number]);
  return (
    <SidePanel name={number} {...rest}>
      {children(shown)}
    </SidePanel>
  );
}
