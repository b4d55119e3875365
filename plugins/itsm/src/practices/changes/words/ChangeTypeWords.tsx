import { Pill } from '@callboard/plugin-itsm-react';
import { RiFlashlightFill } from '@remixicon/react';
import { choiceLabel } from '../fields';

/** The type of a change; an emergency is not overlooked. */
export function ChangeTypeWords(props: { type: string | undefined }) {
  const { type } = props;
  const words = choiceLabel('changeType', type);
  if (type !== 'emergency') return <>{words}</>;
  return (
    <Pill tone="critical" icon={<RiFlashlightFill aria-hidden />}>
      {words}
    </Pill>
  );
}
