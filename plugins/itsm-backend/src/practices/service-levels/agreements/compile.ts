import {
  readDuration,
  type Agreement,
  type AgreementBody,
  type AgreementTarget,
  type Facts,
  type Target,
} from '@callboard/plugin-itsm-common';
import type { Definition } from '@callboard/plugin-itsm-node';
import type { Condition, FactFields } from './FactFields';

const always: Condition = () => true;
const never: Condition = () => false;

const isOver = (facts: Facts) =>
  facts.statusCategory === 'resolved' || facts.statusCategory === 'closed';

/** A reaction is there when somebody acknowledged it, or it is no longer as it was filed. */
const isAnswered = (facts: Facts, fields: FactFields) =>
  (facts.acknowledgedAt !== undefined && facts.acknowledgedAt !== null) ||
  isOver(facts) ||
  facts.status !== fields.initialOf(String(facts.type));

function compileTarget(
  target: AgreementTarget,
  read: (predicate: unknown, otherwise: Condition) => Condition,
  fields: FactFields,
): Target {
  const goals = target.goals.map(({ when, within, calendar }) => ({
    holds: read(when, always),
    goal: { goal: readDuration(within)!, calendar },
  }));
  const { metric, reopen, retroactive, thresholds } = target;
  return {
    metric,
    reopen,
    retroactive,
    thresholds,
    goalOf: facts => goals.find(({ holds }) => holds(facts))?.goal,
    pauses: read(
      target.pauseWhen,
      metric === 'resolution'
        ? facts => facts.statusCategory === 'waiting'
        : never,
    ),
    stops: read(
      target.stopWhen,
      metric === 'response' ? facts => isAnswered(facts, fields) : isOver,
    ),
  };
}

/**
 * Makes a version of an agreement ready to be asked.
 *
 * @returns undefined if its conditions ask for fields that are not there any more: it covers nothing
 *   then, and whoever looks at it is told
 */
export function compileAgreement(
  {
    key,
    version,
    body,
  }: Pick<Definition<AgreementBody>, 'key' | 'version' | 'body'>,
  fields: FactFields,
): Agreement | undefined {
  const read = (predicate: unknown, otherwise: Condition) =>
    predicate === undefined
      ? otherwise
      : fields.read(predicate, body.recordTypes);
  try {
    const inScope = read(body.scope, always);
    return {
      key,
      version,
      name: body.name,
      type: body.type,
      covers: facts =>
        body.recordTypes.includes(String(facts.type)) && inScope(facts),
      targets: body.targets.map(target => compileTarget(target, read, fields)),
    };
  } catch {
    return undefined;
  }
}
