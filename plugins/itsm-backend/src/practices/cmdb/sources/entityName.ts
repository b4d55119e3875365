import { createHash } from 'crypto';

const LONGEST = 63;

/** Letters that no decomposition turns into ASCII. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

/** What a name becomes in a reference, if anything of it does: letters, digits and dashes. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en-US')
    .replace(/[ßæœøđłþðı]/g, letter => LETTERS[letter])
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
}

/**
 * Names for an entity, the nicest first. They come from the item's name alone, or from it and what
 * tells the item from all others, so that they are the same whenever they are made.
 *
 * @param key - what tells the item from all others
 */
export function entityNames(
  name: string,
  ciClass: string,
  key: string,
): string[] {
  const hash = createHash('sha256').update(key).digest('hex');
  const slug = slugOf(name);
  const base = slug || slugOf(ciClass) || 'item';
  const withEnd = (length: number) =>
    `${base.slice(0, LONGEST - length - 1).replace(/-+$/, '')}-${hash.slice(
      0,
      length,
    )}`;
  return [...(slug ? [slug] : []), withEnd(6), withEnd(12), withEnd(32)];
}
