import { InputError } from '@backstage/errors';
import {
  FARTHEST_PLANNED_MS,
  LONGEST_OUTAGE_MS,
  OLDEST_OUTAGE_MS,
  type OutageKind,
} from '@callboard/plugin-itsm-common';

/** Clocks of browsers differ. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * @throws InputError for a span that cannot be, or that is a mistyped date in all likelihood; it says
 *   what to do
 */
export function checkSpan(
  { kind, begin, end }: { kind: OutageKind; begin: number; end?: number },
  now: number,
): void {
  const farthest =
    now + (kind === 'planned' ? FARTHEST_PLANNED_MS : TOLERANCE_MS);
  if (begin > farthest)
    throw new InputError(
      kind === 'planned'
        ? 'begin: is more than a year ahead; plan it nearer to the time'
        : 'begin: lies ahead; what is yet to come is of the kind planned',
    );
  if (begin < now - OLDEST_OUTAGE_MS)
    throw new InputError('begin: is more than ten years ago; check the year');
  if (end === undefined) {
    if (kind === 'planned')
      throw new InputError('end: say until when it is planned');
    if (now - begin > LONGEST_OUTAGE_MS)
      throw new InputError(
        'begin: is more than a year ago; check the year, or say when it ended',
      );
    return;
  }
  if (end <= begin) throw new InputError('end: must be after begin');
  if (end - begin > LONGEST_OUTAGE_MS)
    throw new InputError(
      'end: is more than a year after begin; check the year',
    );
  if (kind !== 'planned' && end > now + TOLERANCE_MS)
    throw new InputError('end: lies ahead; leave it out while it goes on');
}
