import type { CiAttributes, CiClaimValue } from '@callboard/plugin-itsm-common';
import { sameValue } from '@callboard/plugin-itsm-common';

/** One attribute of two items. */
export interface Compared {
  key: string;
  a?: CiClaimValue;
  b?: CiClaimValue;
  /** `one` says something where the other says nothing. */
  how: 'agree' | 'differ' | 'one';
}

const ORDER = { differ: 0, agree: 1, one: 2 } as const;

/** Puts what two items say side by side: what differs first, then what agrees. */
export function compare(a: CiAttributes, b: CiAttributes): Compared[] {
  const [ofA, ofB] = [a, b].map(
    item => new Map(item.values.map(v => [v.key, v.value])),
  );
  const keys = [...new Set([...ofA.keys(), ...ofB.keys()])];
  return keys
    .map((key): Compared => {
      const [va, vb] = [ofA.get(key), ofB.get(key)];
      if (va === undefined || vb === undefined)
        return { key, a: va, b: vb, how: 'one' };
      return { key, a: va, b: vb, how: sameValue(va, vb) ? 'agree' : 'differ' };
    })
    .sort((x, y) => ORDER[x.how] - ORDER[y.how]);
}
