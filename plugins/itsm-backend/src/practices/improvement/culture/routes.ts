import {
  retrospectiveRoutes,
  suggestionRoutes,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { RetrospectiveService } from './retrospectives/RetrospectiveService';
import type { SuggestionService } from './suggestions/SuggestionService';

/** Mounts the routes of suggestions: parse, call, answer. */
export function mountSuggestionRoutes(
  router: PracticeRouter,
  suggestions: SuggestionService,
): void {
  const contracts = suggestionRoutes;
  router.route(contracts.list, ({ caller, query }) =>
    suggestions.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    suggestions.file(caller, body),
  );
  router.route(contracts.get, ({ caller, params }) =>
    suggestions.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    suggestions.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    suggestions.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.vote, ({ caller, params }) =>
    suggestions.vote(caller, params.id),
  );
  router.route(contracts.unvote, ({ caller, params }) =>
    suggestions.unvote(caller, params.id),
  );
  router.route(contracts.initiative, ({ caller, params }) =>
    suggestions.makeInitiative(caller, params.id),
  );
}

/** Mounts the routes of retrospectives. */
export function mountRetrospectiveRoutes(
  router: PracticeRouter,
  retrospectives: RetrospectiveService,
): void {
  const contracts = retrospectiveRoutes;
  router.route(contracts.list, ({ caller, query }) =>
    retrospectives.list(caller, query),
  );
  router.route(contracts.begin, ({ caller, body }) =>
    retrospectives.begin(caller, body),
  );
  router.route(contracts.templates, () => retrospectives.templates());
  router.route(contracts.get, ({ caller, params }) =>
    retrospectives.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    retrospectives.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    retrospectives.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.notes, ({ caller, params }) =>
    retrospectives.notes(caller, params.id),
  );
  router.route(contracts.addNote, ({ caller, params, body }) =>
    retrospectives.addNote(caller, params.id, body),
  );
  router.route(contracts.changeNote, ({ caller, params, body, ifMatch }) =>
    retrospectives.changeNote(caller, params.id, params.note, body, ifMatch),
  );
  router.route(contracts.removeNote, ({ caller, params }) =>
    retrospectives.removeNote(caller, params.id, params.note),
  );
}
