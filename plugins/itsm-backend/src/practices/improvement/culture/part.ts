import {
  RETROSPECTIVE,
  RETROSPECTIVE_FIELDS,
  retrospectiveLifecycle,
  retrospectivePermissions,
  SUGGESTION,
  SUGGESTION_FIELDS,
  suggestionLifecycle,
  suggestionPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import { initiativesRef } from '@callboard/plugin-itsm-node';
import type { ImprovementPart, ImprovementTools } from '../parts';
import { followThroughKpi, taskFacts } from './followThrough';
import { AuthorizedRetrospectiveService } from './retrospectives/AuthorizedRetrospectiveService';
import { NoteStore } from './retrospectives/NoteStore';
import { NoteWriter } from './retrospectives/NoteWriter';
import { DefaultRetrospectiveService } from './retrospectives/RetrospectiveService';
import { retrospectiveTemplateKind } from './retrospectives/template';
import { mountRetrospectiveRoutes, mountSuggestionRoutes } from './routes';
import { belongsToATeam } from './rules/belongsToATeam';
import { goesToWhoAnswers } from './rules/goesToWhoAnswers';
import { readSuggestionsOwner } from './settings';
import { AuthorizedSuggestionService } from './suggestions/AuthorizedSuggestionService';
import { DefaultSuggestionService } from './suggestions/SuggestionService';
import { suggestionNews } from './suggestions/suggestionNews';
import { votesField } from './suggestions/votesField';
import { VoteStore } from './suggestions/VoteStore';

/** Culture: what people suggest, and what teams learn when they look back. */
export function culturePart({ config }: ImprovementTools): ImprovementPart {
  const suggestionsOwner = readSuggestionsOwner(config);
  return {
    recordTypes: [
      {
        type: SUGGESTION,
        label: 'Suggestion',
        prefix: 'SUG',
        lifecycle: suggestionLifecycle as Lifecycle,
        permissions: suggestionPermissions,
        detail: { table: 'suggestions', fields: SUGGESTION_FIELDS },
        rules: [goesToWhoAnswers(suggestionsOwner)],
      },
      {
        type: RETROSPECTIVE,
        label: 'Retrospective',
        prefix: 'RET',
        lifecycle: retrospectiveLifecycle as Lifecycle,
        permissions: retrospectivePermissions,
        detail: { table: 'retrospectives', fields: RETROSPECTIVE_FIELDS },
        rules: [belongsToATeam],
      },
    ],
    recordFields: [votesField],
    news: [suggestionNews],
    definitionKinds: [retrospectiveTemplateKind],
    counted: () => ({ records: [taskFacts], kpis: [followThroughKpi] }),
    start(kernel, router) {
      const { database, authorizer, readScope, services } = kernel;
      mountSuggestionRoutes(
        router,
        new AuthorizedSuggestionService(
          new DefaultSuggestionService(kernel, {
            votes: new VoteStore(database),
            // Of the same practice: where there is one there is the other.
            initiatives: services.find(initiativesRef)!,
          }),
          authorizer,
        ),
      );
      const notes = new NoteStore(database);
      mountRetrospectiveRoutes(
        router,
        new AuthorizedRetrospectiveService(
          new DefaultRetrospectiveService(kernel, {
            notes,
            writer: new NoteWriter(kernel, notes),
          }),
          authorizer,
          readScope,
        ),
      );
    },
  };
}
