import type { z } from 'zod';
import type { Caller } from './caller';

/** Where a version of a definition was written. */
export type DefinitionSource = 'portal' | 'git';

/** One version of a definition. Versions are never changed, only followed. */
export interface Definition<B = unknown> {
  kind: string;
  key: string;
  version: number;
  /** From when it holds, milliseconds since the epoch. */
  validFrom: number;
  source: DefinitionSource;
  body: B;
  /** Whether the key was taken out of use by this version. */
  removed: boolean;
}

/**
 * A kind of definition: agreements, templates, custom fields, canned replies… The schema is the
 * form in the portal, the check of the YAML in Git and the JSON schema for editors.
 */
export interface DefinitionKind<S extends z.ZodType = z.ZodType> {
  /** E.g. `reply-template`. */
  kind: string;
  /** For people, singular. */
  label: string;
  /** What one is for, in one sentence. */
  description: string;
  schema: S;
  /** The name shown in lists. */
  titleOf(body: z.output<S>): string;
  /**
   * Checks what a schema cannot: references to other things.
   *
   * @param by - who writes it, and is told of nothing that they may not see in the catalog; absent for what
   *   stands in Git
   * @returns one sentence per fault with the path of the value it is about
   */
  check?(
    body: z.output<S>,
    key: string,
    by?: Caller,
  ): Promise<readonly DefinitionFault[]> | readonly DefinitionFault[];
  /**
   * Puts into a body what a version must keep of what is known when it is written, e.g. the dates of
   * holidays: what it means must not change with a library. The same body gives the same again.
   *
   * @param written - the body as it was written, without faults
   * @returns the body that is kept
   */
  complete?(written: z.input<S>): z.input<S>;
  /**
   * What of the catalog a definition is nothing without: whoever may not see that there is not told of the
   * definition, and whatever else it names is left out of what they read. Without, all that it names: a
   * rule about some things says something else without one of them. Where a name may mean several, all of
   * these: the first that is there is meant.
   */
  about?(body: z.output<S>): readonly (string | readonly string[])[];
  /**
   * Documents of a standard that are definitions of this kind as they are, whole: told by their
   * `apiVersion` and `kind`, their key is `metadata.name`. In Git they stand beside our own.
   */
  foreign?: ForeignDocuments;
}

/** Documents of a standard, see {@link DefinitionKind.foreign}. */
export interface ForeignDocuments {
  /** E.g. `openslo/v1`. */
  apiVersion: string;
  /** E.g. `SLO`. */
  kind: string;
  /** Other kinds of the standard that are no definitions here, each with what to do instead. */
  instead?: Readonly<Record<string, string>>;
}

/** What is wrong with a definition, and where in its body. */
export interface DefinitionFault {
  path: readonly (string | number)[];
  message: string;
}

/** A version that took its key out of use, or one whose body is understood. */
export type DefinitionVersion<B = unknown> =
  | (Definition<B> & { removed: false })
  | (Omit<Definition, 'body'> & { removed: true; body?: undefined });

/** What somebody would define: a body as text or value, or a file with kinds and keys in it. */
export type DraftToRead =
  | {
      kind: string;
      key: string;
      body?: unknown;
      text?: string;
      file?: undefined;
    }
  | { file: string };

/** A definition that is not written: what it would mean. */
export interface DefinitionDraft {
  kind: string;
  key: string;
  body: unknown;
}

/** Reads what somebody would define, as the editor does, for whoever may write it. */
export interface DefinitionDrafts {
  /**
   * @throws NotAllowedError for whoever may not write definitions, InputError with every fault and,
   *   of text, its line
   */
  read(caller: Caller, draft: DraftToRead): Promise<DefinitionDraft[]>;
}

/** Reads definitions. Answers come from memory, no older than a few seconds. */
export interface Definitions {
  /** The version of each key that holds at an instant (default now), by key. */
  list<B = unknown>(kind: string, at?: number): Promise<Definition<B>[]>;
  find<B = unknown>(
    kind: string,
    key: string,
    at?: number,
  ): Promise<Definition<B> | undefined>;
  /**
   * All versions of a kind, oldest first within their key; of those that have begun at an instant, the
   * newest holds. The same list as long as nothing changed. Versions that are not understood any more
   * are told as removed.
   *
   * @param options - `fresh` looks at the database now
   */
  history<B = unknown>(
    kind: string,
    options?: { fresh?: boolean },
  ): Promise<readonly DefinitionVersion<B>[]>;
}
