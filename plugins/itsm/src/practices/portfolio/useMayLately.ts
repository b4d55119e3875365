import { usePermission } from '@backstage/plugin-permission-react';
import type { costReadPermission } from '@callboard/plugin-itsm-common';
import { useEffect, useState } from 'react';

type BasicPermission = typeof costReadPermission;

const keyOf = (permission: BasicPermission) => `itsm.may.${permission.name}`;

function kept(key: string): boolean | undefined {
  try {
    const value = window.localStorage.getItem(key);
    return value === null ? undefined : value === 'yes';
  } catch {
    return undefined;
  }
}

/**
 * Whether the reader may do something. Until that is known, `lately` says how it was the last time in this
 * browser, so that what depends on it stands where it will stand and nothing moves when the answer comes.
 */
export function useMayLately(permission: BasicPermission): {
  allowed: boolean;
  loading: boolean;
  lately: boolean | undefined;
} {
  const { allowed, loading } = usePermission({ permission });
  const key = keyOf(permission);
  const [before] = useState(() => kept(key));
  useEffect(() => {
    if (loading) return;
    try {
      window.localStorage.setItem(key, allowed ? 'yes' : 'no');
    } catch {
      // Storage may be forbidden; the answer comes all the same.
    }
  }, [key, allowed, loading]);
  return { allowed, loading, lately: loading ? before : allowed };
}
