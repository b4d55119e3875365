import type { RootConfigService } from '@backstage/backend-plugin-api';
import { joinParts, type Practice } from '@callboard/plugin-itsm-node';
import { culturePart } from './culture/part';
import { leadershipPart } from './leadership/part';
import type { ImprovementPart, ImprovementTools } from './parts';
import { proposalsPart } from './proposals/part';
import { registerPart } from './register/part';
import { improvementsOnService } from './serviceView';
import { surveysPart } from './surveys/part';

/** The parts of the practice, one line each. */
const PARTS: readonly ((tools: ImprovementTools) => ImprovementPart)[] = [
  leadershipPart,
  registerPart,
  proposalsPart,
  surveysPart,
  culturePart,
];

/** Continual improvement: what gets better, what does not, and what is done about it. */
export function improvementPractice(options: {
  config: RootConfigService;
  migrations: string;
}): Practice {
  const { config, migrations } = options;
  const { rules, ...parts } = joinParts(PARTS.map(part => part({ config })));
  return {
    ...parts,
    id: 'improvement',
    title: 'Continual improvement',
    migrations: { directory: migrations },
    serviceViews: kernel => [
      improvementsOnService(kernel),
      ...parts.serviceViews(kernel),
    ],
  };
}
