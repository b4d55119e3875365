import {
  ALERT_SEVERITIES,
  isBurning,
  type AlertRule,
  type AlertSeverity,
} from '@callboard/plugin-itsm-common';
import { ratesOf, type Evaluation } from './evaluate';

/** An alert that is to begin. */
export interface AlertToStart {
  severity: AlertSeverity;
  rule: AlertRule;
  /** Over the long window. */
  rate: number;
}

/** What is to become of the alerts of an objective. */
export interface AlertChanges {
  start: AlertToStart[];
  /** Severities whose alert is over. */
  end: AlertSeverity[];
}

/**
 * Compares the rules with how fast the budget burns. One alert runs for each severity: it begins with the
 * first of its rules that holds, and ends when none does. While the windows of a rule were not
 * measured nothing is known of it, so nothing begins by it, and nothing ends.
 */
export function alertChanges(
  rules: readonly AlertRule[],
  evaluation: Pick<Evaluation, 'burnRates'>,
  running: ReadonlySet<AlertSeverity>,
): AlertChanges {
  const changes: AlertChanges = { start: [], end: [] };
  for (const severity of ALERT_SEVERITIES) {
    const judged = rules
      .filter(rule => rule.severity === severity)
      .map(rule => {
        const { longRate, shortRate } = ratesOf(rule, evaluation);
        return { rule, longRate, holds: isBurning(rule, longRate, shortRate) };
      });
    const first = judged.find(({ holds }) => holds);
    if (first && !running.has(severity))
      changes.start.push({
        severity,
        rule: first.rule,
        rate: first.longRate!,
      });
    if (running.has(severity) && judged.every(({ holds }) => holds === false))
      changes.end.push(severity);
  }
  return changes;
}
