import {
  fieldChangeOf,
  surveyAnswersRef,
  SYSTEM_CALLER,
  type Caller,
  type DueContext,
  type DueHandler,
  type DueItem,
  type ItsmKernel,
  type JournalRow,
  type Practice,
  type Projection,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';

const ID = 'surveys-rate-incidents';
/** Due work that makes rating and answer the same. */
const MATCH = `${ID}.match`;
const RATING_FIELDS = ['satisfaction', 'satisfactionComment'];
/** Ratings among the last changes of an incident are found; there are few after it was solved. */
const CHANGES_READ = 100;

/** Commands of this bridge bear it: what they write is what somebody said before, and nothing new. */
const OWN = `${ID}.`;

/** Which of the two somebody said last. */
type Said =
  | { by: 'survey'; invitationId: string }
  | { by: 'portal'; recordId: string; at: number };

const saidIn = (entry: JournalRow): Said | undefined => {
  if (entry.subjectType === 'survey') {
    // What was taken over from a rating is no news to it.
    return entry.payload.via === 'portal'
      ? undefined
      : { by: 'survey', invitationId: entry.subjectId };
  }
  const isRating =
    entry.subjectType === 'record' &&
    entry.mode === 'enforce' &&
    !entry.commandId.startsWith(OWN) &&
    RATING_FIELDS.some(field => fieldChangeOf(entry, field));
  return isRating
    ? { by: 'portal', recordId: entry.subjectId, at: entry.at }
    : undefined;
};

/** Puts it on the calendar to take an answer over where somebody answered, or rated an incident. */
function projection(kernel: ItsmKernel): Projection {
  return {
    id: ID,
    title: 'Answers to surveys and ratings of incidents',
    kinds: ['survey.answered', 'record.changed', 'record.transitioned'],
    fromNow: true,
    async apply(tx, entries) {
      const surveys = kernel.services.find(surveyAnswersRef);
      const said = entries.flatMap(entry => {
        const what = saidIn(entry);
        return what ? [{ entry, what }] : [];
      });
      if (!surveys || said.length === 0) return;
      const rated = said.flatMap(({ what }) =>
        what.by === 'portal' ? [what.recordId] : [],
      );
      const asked = await surveys.askedAbout(rated, tx);
      await kernel.due.schedule(
        said
          .filter(
            ({ what }) => what.by === 'survey' || asked.has(what.recordId),
          )
          .map(({ entry, what }) => ({
            kind: MATCH,
            key: `${entry.position}`,
            dueAt: entry.recordedAt,
            payload: { ...what },
            causedBy: entry.position,
          })),
        tx,
      );
    },
  };
}

const optional = <T>(value: unknown) => (value ?? undefined) as T | undefined;

const personOf = ({ requestedForRef, requesterRef }: StoredRecord) =>
  requestedForRef ?? requesterRef;

/** Who answered, as the one who may rate: with the rights of a requester and no others. */
const asRequester = (ref: string, invitationId: string): Caller => ({
  kind: 'user',
  ref,
  commandId: `${OWN}${invitationId}`,
  ownership: [ref],
  roles: new Set(),
});

/**
 * Takes over what was said last, as it stands by then: looking twice makes no difference, and what is the
 * same already is let be, so that nothing goes back and forth. Of two that were said in different places at
 * almost the same time, the later one counts.
 */
class Matching {
  constructor(private readonly kernel: ItsmKernel) {}

  async handle(item: DueItem, context: DueContext): Promise<void> {
    const said = item.payload as unknown as Said;
    if (said.by === 'survey') await this.#rate(said.invitationId, context);
    else await this.#answer(said, context);
  }

  /** An answer becomes the rating of the incident. */
  async #rate(invitationId: string, context: DueContext): Promise<void> {
    const { records, services } = this.kernel;
    const answer = await services
      .find(surveyAnswersRef)
      ?.answerOf(invitationId);
    const incident = answer && (await this.#incident(answer.recordId));
    if (!answer || !incident) return;
    const { score, words, personRef, at } = answer;
    const isOver = ['resolved', 'closed'].includes(incident.statusCategory);
    if (!isOver || personOf(incident) !== personRef) return;
    if (
      incident.satisfaction === score &&
      optional(incident.satisfactionComment) === words
    )
      return;
    const { items } = await records.journal(SYSTEM_CALLER, incident.id, {
      show: 'changes',
      limit: CHANGES_READ,
    });
    const ratedSince = items.some(
      entry =>
        Date.parse(entry.at) > at &&
        !entry.commandId.startsWith(OWN) &&
        entry.changes.some(({ field }) => RATING_FIELDS.includes(field)),
    );
    if (ratedSince) return;
    await context.command(asRequester(personRef, invitationId), [
      {
        id: incident.id,
        expectedVersion: incident.version,
        set: { satisfaction: score, satisfactionComment: words ?? null },
      },
    ]);
  }

  /** A rating answers the invitation. */
  async #answer(
    { recordId, at }: Extract<Said, { by: 'portal' }>,
    context: DueContext,
  ): Promise<void> {
    const surveys = this.kernel.services.find(surveyAnswersRef);
    const incident = await this.#incident(recordId);
    const person = incident && personOf(incident);
    const score = optional<number>(incident?.satisfaction);
    if (!surveys || !incident || !person || score === undefined) return;
    const words = optional<string>(incident.satisfactionComment);
    await context.finish(tx =>
      surveys.take(tx, { recordId, personRef: person, score, words, at }),
    );
  }

  async #incident(id: string): Promise<StoredRecord | undefined> {
    try {
      const { records } = this.kernel;
      return (await records.view(SYSTEM_CALLER, id, 'incident')).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }
}

function handler(kernel: ItsmKernel): DueHandler {
  const matching = new Matching(kernel);
  return {
    kind: MATCH,
    title: 'Makes answers to surveys and ratings of incidents the same',
    handle: (item, context) => matching.handle(item, context),
  };
}

/** Somebody says once how satisfied they are: by a survey, or on the page of their incident. */
export const surveysAndRatings: Practice = {
  id: ID,
  title: 'Surveys rate incidents',
  dependsOn: ['improvement', 'incidents'],
  projections: kernel => [projection(kernel)],
  dueHandlers: kernel => [handler(kernel)],
};
