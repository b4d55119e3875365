import type { CiHealthFacts } from '@callboard/plugin-itsm-common';
import type { Check, CheckSettings } from './checks/Check';
import { checksCompleteness } from './checks/completeness';
import { checksCorrectness } from './checks/correctness';
import { checksStaleness } from './checks/staleness';
import { complianceChecker, type OwnRule } from './compliance';

/** Makes all checks of an item. The same facts give the same checks, whatever was looked at before. */
export function checker(
  settings: CheckSettings,
  rules: readonly OwnRule[],
): (facts: CiHealthFacts) => Check[] {
  const checksCompliance = complianceChecker(rules, settings.now);
  return facts => [
    ...checksCompleteness(facts, settings),
    ...checksCorrectness(facts, settings),
    ...checksStaleness(facts, settings),
    ...checksCompliance(facts),
  ];
}
