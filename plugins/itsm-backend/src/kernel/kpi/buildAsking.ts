import type { Knex } from 'knex';
import type { RecordTypes } from '../RecordTypes';
import { AuthorizedKpis, type KpisDeps } from './AuthorizedKpis';
import { KpiBehind } from './KpiBehind';
import { KpiExplainer } from './KpiExplainer';
import { KpiQuestions, type KpiDeps } from './KpiQuestions';
import { KpiTimes } from './KpiTimes';

/** Puts together what numbers are asked with. */
export function buildAsking(
  deps: KpiDeps &
    Pick<
      KpisDeps,
      'catalog' | 'catalogAccess' | 'authorizer' | 'readScope' | 'maxRows'
    > & { knex: Knex; types: RecordTypes },
): { kpis: KpiQuestions; authorizedKpis: AuthorizedKpis } {
  const kpis = new KpiQuestions(deps);
  return {
    kpis,
    authorizedKpis: new AuthorizedKpis({
      ...deps,
      questions: kpis,
      explainer: new KpiExplainer(deps, kpis),
      behind: new KpiBehind(deps, kpis),
      times: new KpiTimes(deps, kpis),
    }),
  };
}
