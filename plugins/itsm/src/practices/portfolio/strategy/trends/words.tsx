import {
  TREND_CONFIDENCES,
  TREND_HORIZONS,
  TREND_IMPACTS,
} from '@callboard/plugin-itsm-common';
import type { TrendImpact } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import { RiArrowRightUpLine, RiErrorWarningLine } from '@remixicon/react';

const labelIn =
  <T extends string>(all: readonly { value: T; label: string }[]) =>
  (value: T | undefined) =>
    all.find(one => one.value === value)?.label ?? '';

/** Words for when it matters, and for how sure we are. */
export const horizonWords = labelIn(TREND_HORIZONS);
export const confidenceWords = labelIn(TREND_CONFIDENCES);
export const impactWords = labelIn(TREND_IMPACTS);

/** Whether something is good for us, or bad. */
export function ImpactPill(props: { impact?: TrendImpact }) {
  const { impact } = props;
  if (!impact) return null;
  const isGood = impact === 'opportunity';
  return (
    <Pill
      tone={isGood ? 'success' : 'warning'}
      icon={isGood ? <RiArrowRightUpLine /> : <RiErrorWarningLine />}
    >
      {impactWords(impact)}
    </Pill>
  );
}
