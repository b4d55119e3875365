import {
  DEFAULT_RISK_MODEL,
  RISK_MODEL_KIND,
  riskModelSchema,
  type RiskModel,
} from '@callboard/plugin-itsm-common';
import type { DefinitionKind, Definitions } from '@callboard/plugin-itsm-node';

/** What makes a change risky, as data. */
export const riskModelKind: DefinitionKind<typeof riskModelSchema> = {
  kind: RISK_MODEL_KIND,
  label: 'Risk model',
  description:
    'What makes a change risky: points for its type, blast radius, tier, window and texts, and how many points are which level. Of several models the one that gives most counts; without one a built-in model does.',
  schema: riskModelSchema,
  titleOf: body => body.title,
};

const BUILT_IN: readonly RiskModel[] = [DEFAULT_RISK_MODEL];

/** The models that count now. */
export async function riskModels(
  definitions: Pick<Definitions, 'list'>,
): Promise<readonly RiskModel[]> {
  const found = await definitions.list<RiskModel>(RISK_MODEL_KIND);
  return found.length > 0 ? found.map(({ body }) => body) : BUILT_IN;
}
