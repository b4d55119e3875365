import { z } from 'zod';
import type { EntityRef } from './refs';
import { refOfKind } from './schema';

const ERASED = /^user:erased\/(\d+)$/;

/** What somebody who was erased is called wherever a name is shown. */
export const ERASED_PERSON = 'Erased person';

/** What stands in a column that must say something, in place of words that were erased. */
export const ERASED_WORDS = '(erased)';

/**
 * The reference under which an erased person goes on being the same one, e.g. as requester of
 * three records. Nobody signs in under it.
 *
 * @param principalId - under which the journal knows them
 */
export const erasedRef = (principalId: number): EntityRef =>
  `user:erased/${principalId}`;

/** The journal's id of a person who was erased; undefined for other references. */
export function erasedIdOf(ref: EntityRef): number | undefined {
  const id = ERASED.exec(ref)?.[1];
  return id === undefined ? undefined : Number(id);
}

/**
 * How far an erasure goes: the person's name and references, with all records keeping their words;
 * or what the person wrote as well.
 */
export const ERASURE_LEVELS = ['identity', 'identity-and-texts'] as const;
export type ErasureLevel = (typeof ERASURE_LEVELS)[number];

const person = {
  /** Also `user:erased/…`, to erase the words of somebody whose name was erased before. */
  ref: refOfKind('user'),
  level: z.enum(ERASURE_LEVELS).default('identity'),
};

/** Whose erasure is looked at before it is done. */
export const erasurePreviewSchema = z.strictObject(person);

/** Who is erased. */
export const erasureSchema = z
  .strictObject({
    ...person,
    /** The reference once more. */
    confirm: refOfKind('user'),
    /** Although the catalog still has the person. */
    force: z.boolean().default(false),
  })
  .refine(e => e.confirm === e.ref, {
    message: 'must be the reference once more; there is no way back',
    path: ['confirm'],
  });
export type ErasureRequest = z.output<typeof erasureSchema>;

/** What an erasure does, or did. */
export const erasureResultSchema = z.object({
  level: z.enum(ERASURE_LEVELS),
  /** Whether the catalog still has the person. */
  inCatalog: z.boolean(),
  /** What the person is called in records and journal from now on. */
  erasedAs: z.string(),
  /** Places that named the person or were theirs, by table. */
  rows: z.record(z.string(), z.number().int()),
  /** Texts of the person that were emptied. */
  emptiedTexts: z.number().int(),
  /** Texts that named the person and of which the name was taken. */
  redactedTexts: z.number().int(),
  /**
   * Entries of the journal that name the person in a value that is neither text nor person, such as
   * a word that somebody typed into a custom field. They stay, because nothing changes the journal.
   */
  leftInJournal: z.number().int(),
});
export type ErasureResult = z.output<typeof erasureResultSchema>;
