import type {
  Agreed,
  AgreementBody,
  CalendarBody,
} from '@callboard/plugin-itsm-common';
import type {
  Definition,
  DefinitionDraft,
  Definitions,
} from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';

const AGREEMENT = 'agreement';
const CALENDAR = 'calendar';

/** What is agreed, what would be, and the types of records that it is about. */
export interface Imagined {
  before: Agreed;
  after: Agreed;
  recordTypes: ReadonlySet<string>;
}

/** As if it had always held. */
const always = <B>(definition: Definition<B>) => ({
  ...definition,
  validFrom: 0,
  removed: false as const,
});

/** What holds, with what somebody would write in the place of what has its key. */
function withDrafts<B>(
  kind: string,
  present: readonly Definition<B>[],
  drafts: readonly DefinitionDraft[],
) {
  const own = drafts.filter(draft => draft.kind === kind);
  const written = own.map(({ key, body }): Definition<B> => {
    const version = present.find(p => p.key === key)?.version ?? 0;
    return {
      kind,
      key,
      version: version + 1,
      validFrom: 0,
      source: 'portal',
      body: body as B,
      removed: false,
    };
  });
  const kept = present.filter(p => !own.some(draft => draft.key === p.key));
  return [...kept, ...written].map(always);
}

/**
 * Lays out what is agreed now, and the same with what somebody would write, each as if it had always
 * been so: both sides differ in nothing but the change, and one that changes nothing flips nothing.
 */
export async function imagine(
  drafts: readonly DefinitionDraft[],
  definitions: Definitions,
  book: AgreedBook,
): Promise<Imagined> {
  const agreements = await definitions.list<AgreementBody>(AGREEMENT);
  const calendars = await definitions.list<CalendarBody>(CALENDAR);
  const changed = withDrafts(AGREEMENT, agreements, drafts);
  // A calendar is of all agreements; an agreement is of its own records.
  const keys = new Set(drafts.map(({ key }) => key));
  const concerned = drafts.some(({ kind }) => kind === CALENDAR)
    ? [...agreements, ...changed]
    : [...agreements, ...changed].filter(({ key }) => keys.has(key));
  return {
    before: book.layOut(agreements.map(always), calendars.map(always)),
    after: book.layOut(changed, withDrafts(CALENDAR, calendars, drafts)),
    recordTypes: new Set(concerned.flatMap(({ body }) => body.recordTypes)),
  };
}
