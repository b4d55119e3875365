import { nameOf } from '@callboard/plugin-itsm-common';

/** A reference that goes, and what stands in its place. */
export interface ErasedName {
  ref: string;
  as: string;
}

/** Names that are taken out of texts and JSON. */
export interface NameTaker {
  /** One of them is in every text, in small letters, that names somebody. */
  needles: readonly string[];
  /** The text with all names replaced; the same text if there are none. */
  take(text: string): string;
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** No name goes on behind it: `user:default/maria` is not in `user:default/maria.smith`. */
const END = '(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])';
const START = '(?<![\\p{L}\\p{N}_.-])';
/** As mentions begin: not behind what makes an address of it. */
const MENTION_START = '(?<![\\p{L}\\p{N}\\\\/@._=-])';

interface Form {
  needle: string;
  start: string;
  replacement: string;
}

/** All forms in which something refers to a person. */
function formsOf({ ref, as }: ErasedName): Form[] {
  const name = nameOf(ref);
  const namespace = ref.slice('user:'.length, ref.indexOf('/'));
  const forms: Form[] = [
    { needle: ref, start: START, replacement: as },
    {
      needle: encodeURIComponent(ref).toLocaleLowerCase('en-US'),
      start: '',
      replacement: encodeURIComponent(as),
    },
    // The address of their page in the catalog.
    {
      needle: `/${namespace}/user/${name}`,
      start: '',
      replacement: `/erased/user/${nameOf(as)}`,
    },
  ];
  if (namespace !== 'default') return forms;
  return [
    ...forms,
    { needle: `user:${name}`, start: START, replacement: as },
    { needle: `@${name}`, start: MENTION_START, replacement: `@${as}` },
  ];
}

/** Takes the references of people out of texts and JSON. Names in prose are not found. */
export function takeNames(names: readonly ErasedName[]): NameTaker {
  const forms = names.flatMap(formsOf).map(form => ({
    ...form,
    pattern: new RegExp(`${form.start}${escape(form.needle)}${END}`, 'giu'),
  }));
  return {
    needles: forms.map(form => form.needle),
    take: text =>
      forms.reduce(
        (taken, { pattern, replacement }) =>
          taken.replace(pattern, () => replacement),
        text,
      ),
  };
}
