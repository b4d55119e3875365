import { createHash } from 'crypto';
import type { CiClaimValue, CiClass } from '@callboard/plugin-itsm-common';

/** One way in which an item is known. */
export interface Identity {
  /** The attributes of the rule, with `+` between. */
  rule: string;
  /** Of class, rule and value: what is looked up. */
  hash: string;
  /** The value as it is compared, cut, for people. */
  value: string;
}

/**
 * A value as it is compared: what looks alike is alike. Wide, ligated and composed letters are
 * brought to one form, characters that cannot be seen go, and neither capitals nor spaces count.
 */
export function comparable(value: CiClaimValue): string {
  return String(value)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Mn}\p{Cc}]/gu, mark =>
      /\p{Mn}/u.test(mark) && !/[\ufe00-\ufe0f]/.test(mark) ? mark : '',
    )
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
    .toLocaleLowerCase('en-US')
    .normalize('NFKC');
}

/** By what a claim says its item is known, the strongest first. A rule counts only as a whole. */
export function identitiesOf(
  ciClass: Pick<CiClass, 'key' | 'identification'> | undefined,
  said: Readonly<Record<string, CiClaimValue>>,
): Identity[] {
  if (!ciClass) return [];
  return ciClass.identification.flatMap((keys): Identity[] => {
    const parts: string[] = [];
    for (const key of keys) {
      const value = said[key];
      const part = value === undefined ? '' : comparable(value);
      if (part === '') return [];
      parts.push(part);
    }
    const rule = keys.join('+');
    const hash = createHash('sha256')
      .update(JSON.stringify([ciClass.key, rule, parts]))
      .digest('hex');
    return [{ rule, hash, value: parts.join(' · ').slice(0, 200) }];
  });
}
