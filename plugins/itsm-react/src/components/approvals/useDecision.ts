import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type { ApprovalDecision, Decided } from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isConflict } from '../../api/errors';
import { useItsmMutation } from '../../api/useItsmMutation';
import { ITSM_QUERY_ROOT, useItsmQuery } from '../../api/useItsmQuery';
import { useDraft } from '../../hooks/useDraft';

/** The seat that somebody decides at, and the round that they have looked at. */
export interface SeatInHand {
  id: string;
  round: number;
  /** The record's number and type. */
  number: string;
  type: string;
}

/**
 * A decision in the making. The note is a draft of the record, not of the seat: it outlives a reload,
 * and a round that was replaced while it was written.
 */
export function useDecision(
  seat: SeatInHand,
  onDone?: (decided: Decided, decision: ApprovalDecision) => void,
) {
  const [note, setNote, clearNote] = useDraft(`decision/${seat.number}`, '');
  const [instead, setInstead] = useState<{ id: string; round: number }>();
  const queries = useQueryClient();
  const { mutate, isPending, error, reset } = useItsmMutation(
    approvalRoutes.decide,
  );
  const conflict = isConflict(error);
  // What became of it is asked for once it matters.
  const now = useItsmQuery(approvalRoutes.ofRecord, {
    params: { id: seat.number },
    enabled: conflict,
    live: conflict,
    staleTime: 0,
  });
  const mine = now.data?.items
    .filter(round => round.state === 'asked')
    .flatMap(({ round, steps }) =>
      steps.flatMap(step =>
        step.seats
          .filter(({ viewer }) => viewer.canDecide)
          .map(({ id }) => ({ id, round })),
      ),
    )[0];
  const current = instead ?? seat;

  const decide = (decision: ApprovalDecision) => {
    if (isPending) return;
    mutate(
      {
        params: { id: current.id },
        body: {
          decision,
          round: current.round,
          ...(note.trim() && { note: note.trim() }),
        },
      },
      {
        onSuccess: decided => {
          clearNote();
          onDone?.(decided, decision);
        },
        // The page behind it shows what is no longer so.
        onError: refused => {
          if (isConflict(refused))
            queries.invalidateQueries({ queryKey: [ITSM_QUERY_ROOT] });
        },
      },
    );
  };
  return {
    note,
    setNote,
    decide,
    isPending,
    error,
    /** Set once it changed meanwhile. */
    conflict: conflict
      ? {
          changes: now.data?.changes ?? [],
          refs: now.data?.refs,
          /** Goes on with the round that is asked now, if the caller has a seat there. */
          again:
            mine &&
            (() => {
              setInstead(mine);
              reset();
            }),
        }
      : undefined,
  };
}
