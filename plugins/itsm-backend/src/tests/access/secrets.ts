import type { Person, PolicyName } from './cast';
import {
  grant,
  isKnown,
  mayAdminister,
  mayRead,
  seesInternal,
  type Subject,
} from './oracle';

/** A word that stands in one place of the scene, with who may come to know it. */
export interface Secret {
  word: string;
  /** What it is, for the sentence of a test that fails. */
  is: string;
  /** Whether it is what only those who work on the record may know. */
  internal?: boolean;
  of?: Subject;
  knownTo(policy: PolicyName, person: Person): boolean;
}

/** What requesters may read of a record, too. */
const PUBLIC = [
  'title',
  'description',
  'custom',
  'comment',
  'task',
  'attachment',
  'summary',
  'external',
] as const;
/** What only those read who work on a record. */
const INTERNAL = ['comment', 'task', 'attachment', 'custom', 'stated'] as const;

/** The words of a record, by where they stand. */
export interface RecordWords {
  public: Record<(typeof PUBLIC)[number], string>;
  internal: Record<(typeof INTERNAL)[number], string>;
  /** In the note of maria's reminder. */
  reminder: string;
}

const words = (name: string, stated: string): RecordWords => ({
  public: Object.fromEntries(
    PUBLIC.map(where => [where, `q${name}${where}`]),
  ) as RecordWords['public'],
  internal: {
    comment: `q${name}innercomment`,
    task: `q${name}innertask`,
    attachment: `q${name}innerattachment`,
    custom: `q${name}innercustom`,
    stated,
  },
  reminder: `q${name}reminder`,
});

/** All words of the scene. The numbers stand in a field that history brings with it. */
export const WORDS = {
  open: words('open', '424241'),
  secret: words('secret', '535352'),
  /** In the text of a canned reply. */
  reply: 'qcannedreply',
  /** The name of rita's view. */
  view: 'qritasview',
};

const OPEN: Subject = { name: 'open', restricted: false };
const SECRET: Subject = { name: 'secret', restricted: true };

/** What is unrestricted the search plugin collects; whom it shows it, it asks the policy itself. */
const isIndexed = (person: Person, of: Subject) =>
  person.ref === 'plugin:search' && !of.restricted;

/** Who may know the number and the id of a record. */
export function namesOf(
  of: Subject,
  { number, id }: { number: string; id: string },
): Secret[] {
  const number_: Secret = {
    word: number,
    is: `the number of the ${of.name} record`,
    of,
    knownTo: (policy, person) =>
      mayRead(policy, person, of) || isIndexed(person, of),
  };
  if (!of.restricted) return [number_];
  return [
    number_,
    {
      word: id,
      is: `the id of the ${of.name} record`,
      of,
      // What fails and waits is listed for administrators with the ids that it is about.
      knownTo: (policy, person) =>
        mayRead(policy, person, of) ||
        mayAdminister(policy, person, 'operations.read') ||
        mayAdminister(policy, person, 'webhook.manage'),
    },
  ];
}

function ofRecord(of: Subject): Secret[] {
  const { public: open, internal, reminder } = WORDS[of.name];
  return [
    ...Object.entries(open).map(
      ([where, word]): Secret => ({
        word,
        is: `the ${where} of the ${of.name} record`,
        of,
        knownTo: (policy, person) =>
          mayRead(policy, person, of) ||
          // What was announced is for everybody.
          (of === OPEN && where === 'summary' && isKnown(person)) ||
          isIndexed(person, of),
      }),
    ),
    ...Object.entries(internal).map(
      ([where, word]): Secret => ({
        word,
        is: `the internal ${where} of the ${of.name} record`,
        internal: true,
        of,
        knownTo: (policy, person) => seesInternal(policy, person, of),
      }),
    ),
    {
      word: reminder,
      is: `maria's reminder of the ${of.name} record`,
      knownTo: (_, { name }) => name === 'maria',
    },
  ];
}

/** Everything in the scene that not everybody may know. */
export const SECRETS: readonly Secret[] = [
  ...ofRecord(OPEN),
  ...ofRecord(SECRET),
  {
    word: WORDS.reply,
    is: 'the canned reply',
    knownTo: (policy, person) =>
      (isKnown(person) && grant(policy, person, 'definition.read') === 'all') ||
      seesInternal(policy, person, OPEN) ||
      seesInternal(policy, person, SECRET),
  },
  {
    word: WORDS.view,
    is: "rita's own view",
    knownTo: (_, { name }) => name === 'rita',
  },
];

/**
 * Secrets in a text that somebody may not know. What they said themselves they are not told.
 *
 * @param said - what they asked with
 */
export function leaksIn(
  text: string,
  said: string,
  secrets: readonly Secret[],
  policy: PolicyName,
  person: Person,
): string[] {
  return secrets
    .filter(({ word }) => text.includes(word) && !said.includes(word))
    .filter(({ word }) => new RegExp(`\\b${word}\\b`).test(text))
    .filter(secret => !secret.knownTo(policy, person))
    .map(secret => secret.is);
}
