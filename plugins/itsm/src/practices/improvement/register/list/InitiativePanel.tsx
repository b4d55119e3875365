import { useRouteRef } from '@backstage/frontend-plugin-api';
import { SidePanel } from '@callboard/plugin-itsm-react';
import { useEffect, useState } from 'react';
import { initiativeRouteRef } from '../../routes';
import { InitiativeRecord } from '../record/InitiativeRecord';

/** Who walks through the rows is not followed to each of them, only to where they stop. */
const PAUSE_MS = 150;

/** One initiative beside the list. */
export function InitiativePanel(props: {
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
  const href = useRouteRef(initiativeRouteRef)?.({ number });
  return (
    <SidePanel name={number} href={href} {...rest}>
      <InitiativeRecord key={shown} number={shown} embedded />
    </SidePanel>
  );
}
