import {
  ciClassBodySchema,
  ciSourceBodySchema,
  CATALOG_SOURCE,
  COLUMN_TARGETS,
  COMMON_KEYS,
  PORTAL_SOURCE,
  type CiClassBody,
  type CiSourceBody,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';

export const CLASS_KIND = 'ci-class';
export const SOURCE_KIND = 'ci-source';

const repeated = (names: readonly string[]) =>
  names.find((name, i) => names.indexOf(name) !== i);

function classFaults(body: CiClassBody): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const keys = body.attributes.map(a => a.key);
  const twice = repeated(keys);
  if (twice) {
    faults.push({
      path: ['attributes'],
      message: `attributes: "${twice}" is there twice; give each its own key`,
    });
  }
  body.attributes.forEach((attribute, i) => {
    const path = ['attributes', i];
    const { type, values, pattern } = attribute;
    if (type === 'choice' && !values)
      faults.push({ path, message: `attributes.${i}: a choice needs values` });
    if (type !== 'choice' && values)
      faults.push({
        path,
        message: `attributes.${i}.values: are for a choice only`,
      });
    if (type !== 'text' && pattern)
      faults.push({
        path,
        message: `attributes.${i}.pattern: is for a text only`,
      });
    if (attribute.unit && type !== 'number')
      faults.push({
        path,
        message: `attributes.${i}.unit: is for a number only`,
      });
  });
  body.identification.forEach((rule, i) => {
    const path = ['identification', i];
    for (const key of rule) {
      if (key !== 'name' && !keys.includes(key)) {
        faults.push({
          path,
          message: `identification.${i}: there is no attribute "${key}"; there are name, ${keys.join(
            ', ',
          )}`,
        });
      }
    }
    if (repeated(rule))
      faults.push({
        path,
        message: `identification.${i}: names an attribute twice`,
      });
  });
  return faults;
}

/** A class: which attributes items of a kind have, and what tells one from another. */
export const ciClassKind: DefinitionKind<typeof ciClassBodySchema> = {
  kind: CLASS_KIND,
  label: 'Class of configuration items',
  description:
    'Which attributes configuration items of a kind have, which are needed, and which together name one item.',
  schema: ciClassBodySchema,
  titleOf: body => body.name,
  check: classFaults,
};

function sourceFaults(body: CiSourceBody, key: string): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  // People and catalog files bring no rows; a definition only gives them another precedence.
  if (key === PORTAL_SOURCE || key === CATALOG_SOURCE) {
    if (body.columns.length > 0 || body.class)
      faults.push({
        path: ['columns'],
        message: `columns: the source ${key} brings no rows; only its precedence can be defined`,
      });
    return faults;
  }
  if (body.class === undefined)
    faults.push({ path: ['class'], message: 'class: is required' });
  if (body.columns.length === 0)
    faults.push({ path: ['columns'], message: 'columns: is required' });
  const targets = body.columns.map(c => c.to);
  const twice = repeated(targets);
  if (twice)
    faults.push({
      path: ['columns'],
      message: `columns: two of them say "${twice}"; leave one`,
    });
  const names = ['name', 'title', 'externalId', 'entity'] as const;
  if (body.columns.length > 0 && !names.some(name => targets.includes(name)))
    faults.push({
      path: ['columns'],
      message: 'columns: one must say the name, or the externalId, of an item',
    });
  for (const name of Object.keys(body.precedenceOf)) {
    const known =
      targets.includes(name) ||
      (COMMON_KEYS as readonly string[]).includes(name);
    if (!known && (COLUMN_TARGETS as readonly string[]).includes(name))
      faults.push({
        path: ['precedenceOf', name],
        message: `precedenceOf.${name}: no source has precedence for that`,
      });
  }
  return faults;
}

/** A source: how its rows are read, and how much its word counts. */
export const ciSourceKind: DefinitionKind<typeof ciSourceBodySchema> = {
  kind: SOURCE_KIND,
  label: 'Source of configuration items',
  description:
    'How the rows of a CSV or a JSON list become configuration items, and whose word counts where sources disagree.',
  schema: ciSourceBodySchema,
  titleOf: body => body.name,
  check: sourceFaults,
};
