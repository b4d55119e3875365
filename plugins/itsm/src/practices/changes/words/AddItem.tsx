import { focusOnOpen, ServicePicker } from '@callboard/plugin-itsm-react';
import { useState } from 'react';

/** Chooses one more thing of the catalog; empty again as soon as it is chosen. */
export function AddItem(props: {
  label: string;
  description?: string;
  /** What is chosen already; choosing it again changes nothing. */
  chosen: readonly string[];
  onAdd: (ref: string) => void;
  isRequired?: boolean;
  /** Somebody has just opened it. */
  isOpened?: boolean;
  problem?: string;
}) {
  const { chosen, onAdd, problem, isOpened, ...rest } = props;
  const [round, setRound] = useState(0);
  return (
    <ServicePicker
      {...rest}
      // Mounted anew it is empty, and who adds several goes on typing.
      key={round}
      {...focusOnOpen(isOpened || round > 0)}
      value={undefined}
      validationBehavior="aria"
      validate={() => problem ?? null}
      onChange={ref => {
        if (!ref) return;
        setRound(round + 1);
        if (!chosen.includes(ref)) onAdd(ref);
      }}
    />
  );
}
