import {
  CHANNEL_LABELS,
  FEWEST_ANSWERS,
  SATISFIED_FROM,
  type KpiDefinition,
} from '@callboard/plugin-itsm-common';
import type {
  FactKind,
  Facts,
  FactWriter,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { Invitation, InvitationStore } from './InvitationStore';
import { ANSWERED, INVITED, SURVEY_SUBJECT } from './kinds';

export const SURVEY_FACTS = 'survey';

/** Invitations and answers, as numbers are counted of them. */
export const surveyFactKind: FactKind = {
  kind: SURVEY_FACTS,
  title: 'Surveys',
  projection: 'improvement.surveys.facts',
  stages: [
    { key: 'sent', label: 'Invitations sent', marks: ['answered'] },
    {
      key: 'answered',
      label: 'Answers',
      marks: ['satisfied'],
      values: ['score'],
    },
  ],
  dimensions: [
    { key: 'survey', label: 'Survey', definition: 'survey' },
    { key: 'serviceRef', label: 'Service', entity: true },
    { key: 'ownerRef', label: 'Team', entity: true },
    { key: 'channel', label: 'Channel', labels: CHANNEL_LABELS },
  ],
  values: [{ key: 'score', label: 'Score', unit: 'number' }],
  marks: [
    { key: 'answered', label: 'Answered' },
    { key: 'satisfied', label: 'Satisfied or very satisfied' },
  ],
  version: 1,
};

/** What an invitation counts as now. */
export function factsOf(
  invitation: Invitation & { restricted: boolean },
): Facts {
  const { id, recordId, score, restricted } = invitation;
  return {
    id,
    recordId,
    restricted,
    stages: { sent: invitation.sentAt, answered: invitation.answeredAt },
    dimensions: {
      survey: invitation.surveyKey,
      serviceRef: invitation.serviceRef,
      ownerRef: invitation.ownerRef,
      channel: invitation.channel,
    },
    values: { score },
    marks: [
      ...(score === undefined ? [] : ['answered']),
      ...(score !== undefined && score >= SATISFIED_FROM ? ['satisfied'] : []),
    ],
  };
}

/** Whether the record of an entry may have become restricted, or open. */
const movesVisibility = ({ payload }: { payload: Record<string, unknown> }) =>
  ((payload.changes ?? []) as { field: string }[]).some(
    ({ field }) => field === 'visibility',
  );

/** Keeps facts of invitations as they are now. */
export function surveyFactsProjection(
  store: InvitationStore,
  facts: FactWriter,
): Projection {
  return {
    id: 'improvement.surveys.facts',
    title: 'Numbers of surveys',
    kinds: [INVITED, ANSWERED, 'record.changed'],
    // What was before there were invitations says nothing of them.
    fromNow: true,
    async apply(tx, entries) {
      const own = entries
        .filter(entry => entry.subjectType === SURVEY_SUBJECT)
        .map(entry => entry.subjectId);
      const records = entries
        .filter(
          entry => entry.subjectType === 'record' && movesVisibility(entry),
        )
        .map(entry => entry.subjectId);
      const moved =
        records.length > 0 ? await store.idsOfRecords(tx, records) : [];
      const ids = [...new Set([...own, ...moved])];
      if (ids.length === 0) return;
      const invitations = await store.byIds(tx, ids);
      await facts.put(tx, SURVEY_FACTS, invitations.map(factsOf));
    },
    reset: tx => facts.clear(tx, SURVEY_FACTS),
  };
}

const DIMENSIONS = surveyFactKind.dimensions.map(({ key }) => key);

/** What surveys say, as numbers. */
export const surveyKpis: readonly KpiDefinition[] = [
  {
    key: 'surveys.satisfaction',
    practice: 'improvement',
    name: 'Satisfaction',
    purpose: 'How many of those who were helped are satisfied?',
    formulaWords:
      'Answers “satisfied” and “very satisfied” over all answers, in the time in which they were first given. An answer that is changed counts as it is now.',
    source:
      'Customer satisfaction score (CSAT), the two best of five answers; ISO 10004:2018',
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: {
      of: 'share',
      facts: { kind: SURVEY_FACTS, stage: 'answered', mark: 'satisfied' },
    },
    dimensions: DIMENSIONS,
    fewest: FEWEST_ANSWERS,
    version: 1,
  },
  {
    key: 'surveys.response-rate',
    practice: 'improvement',
    name: 'Response rate',
    purpose:
      'How many of those who were asked answered, and how far can the rest be trusted?',
    formulaWords:
      'Invitations that were answered, whenever that was, over all invitations of the time in which they were sent.',
    source:
      'AAPOR Standard Definitions, 10th edition: response rate 1, all who were asked being eligible',
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: {
      of: 'share',
      facts: { kind: SURVEY_FACTS, stage: 'sent', mark: 'answered' },
    },
    dimensions: DIMENSIONS,
    version: 1,
  },
];
