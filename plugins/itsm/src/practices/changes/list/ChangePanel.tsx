import { useRouteRef } from '@backstage/frontend-plugin-api';
import { SidePanel } from '@callboard/plugin-itsm-react';
import { useEffect, useState } from 'react';
import { ChangeRecord } from '../record/ChangeRecord';
import { changeRouteRef } from '../routes';

/** Who walks through the rows is not followed to each of them, only to where they stop. */
const PAUSE_MS = 150;

/** One change beside the list. */
export function ChangePanel(props: {
  number: string;
  onClose: () => void;
  onLeave: () => void;
  onStep: (by: 1 | -1) => void;
  canStep: (by: 1 | -1) => boolean;
  focusKey: number;
}) {
  const { number, ...rest } = props;
  const [shown, setShown] = useState(number);
  useEffect(() => {
    const timer = setTimeout(() => setShown(number), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [number]);
  const href = useRouteRef(changeRouteRef)?.({ number });
  return (
    <SidePanel name={number} href={href} {...rest}>
      <ChangeRecord key={shown} number={shown} embedded />
    </SidePanel>
  );
}
