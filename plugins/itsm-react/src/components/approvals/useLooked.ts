import { useApi } from '@backstage/frontend-plugin-api';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type { FieldChange } from '@callboard/plugin-itsm-common';
import { useEffect, useState } from 'react';
import { itsmApiRef } from '../../api/itsmApiRef';

/** Whoever has something in view for so long has seen it. */
const LOOK_MS = 2_000;

const NONE: readonly FieldChange[] = [];

/**
 * Notes that the reader has seen a record as it is, and keeps what had changed until then in view:
 * it would be gone with the next answer.
 *
 * @param seen - what is shown; undefined while there is nothing yet, or nothing to keep track of
 */
export function useLooked(
  seen: { number: string; changes: readonly FieldChange[] } | undefined,
): readonly FieldChange[] {
  const api = useApi(itsmApiRef);
  const [kept, setKept] = useState<typeof seen>();
  const number = seen?.number;
  const changes = seen?.changes;
  const isNews =
    number !== undefined &&
    changes !== undefined &&
    (kept?.number !== number ||
      (changes.length > 0 && kept.changes !== changes));
  if (isNews) setKept({ number, changes });
  const shown = kept?.number === number ? kept?.changes : changes;
  useEffect(() => {
    if (!number || !shown) return undefined;
    const timer = setTimeout(() => {
      api
        .call(approvalRoutes.looked, { params: { id: number } })
        // Not worth a word: it is told once more the next time.
        .catch(() => {});
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [api, number, shown]);
  return shown ?? NONE;
}
