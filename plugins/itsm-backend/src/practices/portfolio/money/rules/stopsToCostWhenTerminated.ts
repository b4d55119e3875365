import type { RecordRule } from '@callboard/plugin-itsm-node';

/** A contract costs nothing from its termination on; one that was never signed costs nothing at all. */
export const stopsToCostWhenTerminated: RecordRule = ({
  before,
  after,
  now,
}) => {
  if (after.status !== 'terminated')
    return after.costsUntil === undefined || after.costsUntil === null
      ? undefined
      : { costsUntil: null };
  if (before?.status === 'draft') return { costsUntil: 0 };
  // How it was taken up or brought in, it is told by when it was closed.
  if (before?.status !== 'active') return undefined;
  return { costsUntil: now };
};
