import {
  surveyReadPermission,
  type SurveyCommentsQuery,
  type SurveyExportQuery,
  type SurveyResultsQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Caller,
  type RecordScope,
} from '@callboard/plugin-itsm-node';
import type { SurveyService } from './SurveyService';

/**
 * {@link SurveyService} with the permission framework on top: numbers take the permission of surveys, what
 * people wrote takes reading the record as well. Both are asked in one call.
 */
export class AuthorizedSurveyService implements SurveyService {
  constructor(
    private readonly inner: SurveyService,
    private readonly readScope: RecordScope,
  ) {}

  async list(caller: Caller) {
    return this.inner.list(await this.#sees(caller));
  }

  async results(caller: Caller, key: string, query: SurveyResultsQuery) {
    return this.inner.results(await this.#sees(caller), key, query);
  }

  async comments(caller: Caller, key: string, query: SurveyCommentsQuery) {
    return this.inner.comments(await this.#sees(caller), key, query);
  }

  async export(caller: Caller, key: string, query: SurveyExportQuery) {
    return this.inner.export(await this.#sees(caller), key, query);
  }

  async #sees(caller: Caller): Promise<Caller> {
    const scoped = await this.readScope.of(caller, undefined, {
      permissions: [surveyReadPermission],
      catalog: true,
    });
    assertPermitted(scoped, surveyReadPermission);
    return scoped;
  }
}
