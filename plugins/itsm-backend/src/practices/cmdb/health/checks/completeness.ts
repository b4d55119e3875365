import { checkOf, type Check, type Checker } from './Check';

/** Whether all is there that is needed: attributes of the class, an owner, a system. */
export const checksCompleteness: Checker = (facts, { systemKinds }) => {
  const checks: Check[] = [];
  for (const attribute of facts.class?.attributes ?? []) {
    const { key, label, need } = attribute;
    if (need === 'optional') continue;
    const missing = facts.attributes[key] === undefined;
    const must = need === 'required';
    checks.push(
      checkOf(
        must ? 'attribute-required' : 'attribute-recommended',
        `${label} is there.`,
        [
          missing
            ? {
                detail: key,
                message: must
                  ? `${label} is missing; the class ${
                      facts.class!.name
                    } requires it.`
                  : `${label} is missing; the class ${
                      facts.class!.name
                    } recommends it.`,
                advice: `Fill in ${label} on the page of the item, or write callboard.dev/attribute.${key} into its catalog file.`,
              }
            : undefined,
        ],
        key,
      ),
    );
  }
  checks.push(
    checkOf('owner-missing', 'It has an owner.', [
      facts.owner
        ? undefined
        : {
            detail: '',
            message: 'It has no owner, so nobody is asked about it.',
            advice: 'Name the group that looks after it as its owner.',
          },
    ]),
  );
  if (systemKinds.includes(facts.kind)) {
    checks.push(
      checkOf('system-missing', 'It is part of a system.', [
        facts.systemRef
          ? undefined
          : {
              detail: '',
              message: 'It is part of no system.',
              advice:
                'Name the system that it is part of, so that the system shows what it is made of.',
            },
      ]),
    );
  }
  return checks;
};
