import {
  suggestionLifecycle,
  retrospectiveLifecycle,
  type RetrospectiveState,
  type SuggestionState,
} from '@callboard/plugin-itsm-common';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const OWNER = 'group:default/payments';
const ofSuggestions = (need: needs.Need) =>
  needs.readBy('suggestion.read', need);

/** A call about a suggestion that is to everybody what the record is. */
const ofSuggestion =
  (more: Call = {}, status: SuggestionState = 'new') =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await make.suggestion(record, status)).number },
    ...more,
  });

/** A call about a retrospective. */
const ofRetrospective =
  (more: Call = {}, status: RetrospectiveState = 'collecting') =>
  async ({ record, make }: Asks): Promise<Call> => ({
    params: { id: (await make.retrospective(record, status)).number },
    ...more,
  });

/** A call about a note that the caller wrote, or anton did. */
const ofNote =
  (whose: 'own' | 'another', more: Call = {}) =>
  async ({ record, caller, make }: Asks): Promise<Call> => {
    const { number, note } = await make.retrospective(
      record,
      'collecting',
      whose === 'own' ? caller : undefined,
    );
    return { params: { id: number, note }, ...more };
  };

const GIVEN: Record<string, object> = {
  accept: { answer: 'Yes' },
  finish: { answer: 'Done' },
  decline: { answer: 'No' },
  withdraw: { withdrawReason: 'Told already' },
  cancel: { cancelReason: 'Nobody has time' },
  consider: { assigneeRef: 'user:default/anton' },
  'look-again': { assigneeRef: 'user:default/anton' },
};

const bodyOf = (transition: string) => ({
  body: { transition, ...GIVEN[transition] },
});

/** Suggestions, which the demo lets everybody read, and retrospectives. */
export const cultureCases: Case[] = [
  {
    route: 'suggestions.list',
    needs: needs.signedIn,
    ask: () => ({ query: { sort: 'improvement.votes', total: 'true' } }),
  },
  {
    route: 'suggestions.file',
    needs: needs.permitted('suggestion.create'),
    ask: () => ({ body: { title: 'Another one', idea: 'Why' } }),
  },
  {
    route: 'suggestions.get',
    needs: ofSuggestions(needs.read),
    ask: ofSuggestion(),
  },
  {
    route: 'suggestions.update',
    needs: ofSuggestions(needs.workOrAsk),
    ask: ofSuggestion({ body: { title: 'Something else' } }),
  },
  {
    route: 'suggestions.update',
    when: 'what is answered',
    needs: ofSuggestions(needs.work),
    ask: ofSuggestion({ body: { answer: 'Something else' } }, 'accepted'),
  },
  ...suggestionLifecycle.transitions.map(
    ({ name, who, from }): Case => ({
      route: 'suggestions.transition',
      when: name,
      needs: ofSuggestions(who.includes('requester') ? needs.ask : needs.work),
      ask: ofSuggestion(bodyOf(name), from[0]),
    }),
  ),
  {
    route: 'suggestions.vote',
    needs: ofSuggestions(needs.readingPeople),
    ask: ofSuggestion(),
  },
  {
    route: 'suggestions.unvote',
    needs: ofSuggestions(needs.read),
    ask: ofSuggestion(),
  },
  {
    route: 'suggestions.initiative',
    needs: ofSuggestions(needs.work),
    ask: ofSuggestion(),
  },
  {
    route: 'retrospectives.list',
    needs: needs.signedIn,
    ask: () => ({ query: { total: 'true' } }),
  },
  {
    route: 'retrospectives.begin',
    needs: needs.permitted('retrospective.create'),
    ask: () => ({ body: { title: 'Another one', ownerRef: OWNER } }),
  },
  { route: 'retrospectives.templates', needs: needs.signedIn },
  {
    route: 'retrospectives.get',
    needs: needs.read,
    ask: ofRetrospective(),
  },
  {
    route: 'retrospectives.update',
    needs: needs.workOrAsk,
    ask: ofRetrospective({ body: { title: 'Something else' } }),
  },
  ...retrospectiveLifecycle.transitions.map(
    ({ name, from }): Case => ({
      route: 'retrospectives.transition',
      when: name,
      needs: needs.work,
      ask: ofRetrospective(bodyOf(name), from[0]),
    }),
  ),
  {
    route: 'retrospectives.notes',
    needs: needs.read,
    ask: ofRetrospective(),
  },
  {
    route: 'retrospectives.notes.add',
    needs: needs.team,
    ask: ofRetrospective({ body: { column: 'went-well', words: 'We slept' } }),
  },
  {
    route: 'retrospectives.notes.change',
    when: 'the words of one’s own',
    needs: needs.team,
    ask: ofNote('own', { body: { words: 'We slept well' } }),
  },
  {
    route: 'retrospectives.notes.change',
    when: 'the column of somebody else’s',
    needs: needs.team,
    ask: ofNote('another', { body: { column: 'did-not' } }),
  },
  {
    route: 'retrospectives.notes.remove',
    needs: needs.team,
    ask: ofNote('own'),
  },
];
