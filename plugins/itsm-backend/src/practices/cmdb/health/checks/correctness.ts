import {
  kindOf,
  MOST_DANGLING,
  readAttribute,
  type CiHealthFacts,
} from '@callboard/plugin-itsm-common';
import { checkOf, type Check, type Checker, type Problem } from './Check';

function checksOwner({ owner }: CiHealthFacts): Check[] {
  if (!owner) return [];
  const person = kindOf(owner.ref) === 'user';
  const checks = [
    checkOf('owner-unknown', 'Its owner is in the catalog.', [
      owner.exists
        ? undefined
        : {
            detail: '',
            // People are not named: what is found stays when somebody is erased.
            message: person
              ? 'Its owner is a person whom the catalog does not have.'
              : `Its owner ${owner.ref} is not in the catalog.`,
            advice:
              'Name a group that is there as its owner, or bring the group back into the catalog.',
          },
    ]),
  ];
  if (owner.exists)
    checks.push(
      checkOf('owner-person', 'Its owner is a group.', [
        person
          ? {
              detail: '',
              message: 'Its owner is a person, not a group.',
              advice:
                'Name a group as its owner: people change teams and go on leave.',
            }
          : undefined,
      ]),
    );
  return checks;
}

const compare = (a: string, b: string) => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

function checksRelations({ relations }: CiHealthFacts): Check[] {
  const dangling = relations
    .filter(r => !r.exists)
    .sort((a, b) => compare(a.target, b.target) || compare(a.type, b.type));
  const shown = dangling.slice(0, MOST_DANGLING);
  const more = dangling.length - shown.length;
  const problems: Problem[] = shown.map(({ type, target }) => ({
    detail: `${type} ${target}`,
    message: `It says "${type}" of ${target}, which is not in the catalog.`,
    plain: `It says "${type}" of something that is not in the catalog.`,
    about: [target],
    advice:
      'Correct the reference if it is misspelt; else remove it, or add what it names to the catalog.',
  }));
  if (more > 0)
    problems.push({
      detail: 'more',
      message: `It has ${more} more relations to what is not in the catalog.`,
      advice: 'Put those right that are named; then the next ones are shown.',
    });
  const checks = [
    checkOf('orphan', 'It has a relation to something beside its owner.', [
      relations.length > 0
        ? undefined
        : {
            detail: '',
            message:
              'It has no relation to anything, so no impact reaches it and it explains none.',
            advice:
              'Say what it depends on or is part of; if nothing needs it, retire it.',
          },
    ]),
  ];
  if (relations.length > 0)
    checks.push(
      checkOf(
        'relation-dangling',
        'All that it has a relation to is in the catalog.',
        problems,
      ),
    );
  return checks;
}

function checksDuplicates({ sources, duplicates }: CiHealthFacts): Check[] {
  if (!sources) return [];
  return [
    checkOf(
      'duplicate',
      'No other item has the same identification.',
      [...duplicates]
        .sort((a, b) => compare(a.ref, b.ref))
        .map(({ ref, value }) => ({
          detail: ref,
          message: `It may be the same as ${ref}: both are known by ${value}.`,
          about: [ref],
          advice:
            'Look at both; merge them if they are one, or say that they are not.',
        })),
    ),
  ];
}

function checksAttributes(facts: CiHealthFacts): Check[] {
  return (facts.class?.attributes ?? []).flatMap(attribute => {
    const { key, label } = attribute;
    const value = facts.attributes[key];
    if (value === undefined) return [];
    const { fault } = readAttribute(attribute, value);
    return [
      checkOf(
        'attribute-invalid',
        `${label} is one that its class allows.`,
        [
          fault === undefined
            ? undefined
            : {
                detail: key,
                message: `${label} is not valid: it ${fault}.`,
                advice: `Correct ${label} where it comes from, or note it by hand on the page of the item.`,
              },
        ],
        key,
      ),
    ];
  });
}

function checksRedundancy({ redundancy, relations }: CiHealthFacts): Check[] {
  if (!redundancy) return [];
  const targets = new Set(relations.map(r => r.target));
  const there = new Set(relations.filter(r => r.exists).map(r => r.target));
  const problems: Problem[] = redundancy.faults.map((fault, i) => ({
    detail: `fault ${i}`,
    message: `What it declares redundant cannot be read: ${fault}.`,
    plain: 'What it declares redundant cannot be read.',
    // What was written may name anything; who sees all of the catalog sees that.
    about: ['*'],
    advice:
      'Write callboard.dev/redundancy like "1 of resource:db-a, resource:db-b".',
  }));
  redundancy.declared.forEach(({ atLeast, of }, i) => {
    const strangers = of.filter(ref => !targets.has(ref)).sort(compare);
    const left = of.filter(ref => there.has(ref)).length;
    if (strangers.length > 0)
      problems.push({
        detail: `members ${i}`,
        message: `It declares redundant what it does not depend on: ${strangers.join(
          ', ',
        )}.`,
        plain: 'It declares redundant what it does not depend on.',
        about: strangers,
        advice:
          'Say that it depends on them, or take them out of the redundancy.',
      });
    if (left < atLeast && left < of.length)
      problems.push({
        detail: `count ${i}`,
        message: `It needs ${atLeast} of ${of.length} dependencies, and has ${left}.`,
        plain: 'It needs more of its redundant dependencies than it has.',
        about: of,
        advice:
          'Bring back what is missing, or ask for fewer in the redundancy.',
      });
  });
  return [
    checkOf(
      'redundancy-unreadable',
      'What it declares redundant can be read and is there.',
      problems,
    ),
  ];
}

/** Whether what is said is true: owner, relations, identification, attributes, redundancy. */
export const checksCorrectness: Checker = facts => [
  ...checksOwner(facts),
  ...checksRelations(facts),
  ...checksDuplicates(facts),
  ...checksAttributes(facts),
  ...checksRedundancy(facts),
];
