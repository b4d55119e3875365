import { closeNames } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';
import type { z } from 'zod';
import { knownKeys, knownValues } from './knownKeys';

type Path = readonly (string | number)[];

const said = (message: string) => message.replace(/^Invalid input: /, '');

function didYouMean(given: string, known: readonly string[]): string {
  const [closest] = closeNames(given, known);
  if (closest) return `; did you mean "${closest}"?`;
  return known.length > 0 ? `; there are ${known.join(', ')}` : '';
}

function valueAt(body: unknown, path: Path): unknown {
  return path.reduce<any>((at, step) => at?.[step], body);
}

function describe(
  issue: z.core.$ZodIssue,
  body: unknown,
  schema: Record<string, any>,
): DefinitionFault[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map(key => ({
      path: [...path, key],
      message: `${[...path, key].join('.')}: is not known here${didYouMean(
        key,
        known,
      )}`,
    }));
  }
  const value = valueAt(body, path);
  const name = path.join('.') || 'the body';
  const missing = ['invalid_type', 'invalid_value'].includes(issue.code);
  if (missing && value === undefined)
    return [{ path, message: `${name}: is required` }];
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const known = knownValues(schema, path);
    return [
      {
        path,
        message: `${name}: cannot be "${value}"${didYouMean(value, known)}`,
      },
    ];
  }
  return [{ path, message: `${name}: ${said(issue.message)}` }];
}

/** What a schema finds wrong with a body, one sentence per fault, with the nearest known name. */
export function schemaFaults(
  error: z.ZodError,
  body: unknown,
  schema: Record<string, any>,
): DefinitionFault[] {
  return error.issues.flatMap(issue => describe(issue, body, schema));
}
