import {
  beginAfter,
  beginOf,
  PROPOSAL_DAYS,
} from '@callboard/plugin-itsm-common';
import { PARTS, type Span, type Windows } from './finders/model';

/** Days of a part. */
const PART_DAYS = PROPOSAL_DAYS / PARTS;

/** The 90 whole days before today and the 90 before them, in the zone of the numbers. */
export function windowsAt(now: number, zone: string): Windows {
  const to = beginOf(now, 'day', zone);
  const ago = (days: number) => beginAfter(to, 'day', zone, -days);
  const slots = Array.from({ length: 2 * PARTS }, (_, i): Span => {
    const days = (2 * PARTS - i) * PART_DAYS;
    return { from: ago(days), to: ago(days - PART_DAYS) };
  });
  return {
    now: { from: ago(PROPOSAL_DAYS), to },
    before: { from: ago(2 * PROPOSAL_DAYS), to: ago(PROPOSAL_DAYS) },
    slots,
  };
}
