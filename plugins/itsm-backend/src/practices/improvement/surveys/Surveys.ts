import { createHash } from 'crypto';
import {
  SURVEY_KIND,
  type SurveyBody,
  type SurveyOccasion,
} from '@callboard/plugin-itsm-common';
import type { Definition, Definitions } from '@callboard/plugin-itsm-node';

export type Survey = Definition<SurveyBody>;

/** What decides whether a survey is about something. */
export interface SurveyScope {
  type: string;
  serviceRef?: string;
  ownerRef?: string;
}

const among = (refs: readonly string[] | undefined, ref?: string) =>
  refs === undefined ||
  refs.length === 0 ||
  (ref !== undefined && refs.includes(ref));

/** Whether a survey is about records like this. */
export function isAbout({ body }: Survey, scope: SurveyScope): boolean {
  return (
    body.recordTypes.includes(scope.type) &&
    among(body.services, scope.serviceRef) &&
    among(body.teams, scope.ownerRef)
  );
}

/**
 * Whether somebody, or something, is in the sample of a survey. By chance, and always the same: who
 * looks twice, or two backends that look, decide the same.
 */
export function isSampled({ key, body }: Survey, what: string): boolean {
  const hash = createHash('sha256').update(`${key} ${what}`).digest();
  return (hash.readUInt32BE() / 2 ** 32) * 100 < body.samplePercent;
}

/** The surveys that hold, by key. */
export class Surveys {
  constructor(private readonly definitions: Definitions) {}

  async all(): Promise<Survey[]> {
    return this.definitions.list<SurveyBody>(SURVEY_KIND);
  }

  async of(...occasions: SurveyOccasion[]): Promise<Survey[]> {
    const all = await this.all();
    return all.filter(({ body }) => occasions.includes(body.when));
  }

  /** A survey as it was when somebody was asked; undefined if it is not understood any more. */
  async at(key: string, at: number): Promise<SurveyBody | undefined> {
    const found = await this.definitions.find<SurveyBody>(SURVEY_KIND, key, at);
    return found?.body;
  }

  /** All surveys that there are and were, each as it was last. */
  async ever(): Promise<(Survey & { removed: boolean })[]> {
    const latest = new Map<string, Survey & { removed: boolean }>();
    for (const version of await this.definitions.history<SurveyBody>(
      SURVEY_KIND,
    )) {
      const known = latest.get(version.key);
      if (!version.removed) latest.set(version.key, version);
      else if (known) latest.set(version.key, { ...known, removed: true });
    }
    return [...latest.values()];
  }
}
