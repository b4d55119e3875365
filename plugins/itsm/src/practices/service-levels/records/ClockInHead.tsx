import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { HeadClock } from '../clocks/HeadClock';
import { PlainPromises } from '../clocks/PlainPromises';

/** The clock that matters most, beside the status; for requesters what they were promised. */
export function ClockInHead({ number, plain }: RecordPartProps) {
  return plain ? (
    <PlainPromises number={number} />
  ) : (
    <HeadClock number={number} />
  );
}
