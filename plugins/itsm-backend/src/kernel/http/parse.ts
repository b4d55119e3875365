import { InputError } from '@backstage/errors';
import type { z } from 'zod';

function describe(issue: z.core.$ZodIssue, where: string): string[] {
  const path = issue.path.join('.');
  const at = path || where;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      key => `${path ? `${path}.` : ''}${key}: is not known here; leave it out`,
    );
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [`${at}: is required`];
  }
  return [`${at}: ${issue.message.replace(/^Invalid input: /, '')}`];
}

/**
 * Parses what a client sent.
 *
 * @param where - what it is called if the fault is in no field of it: body, query, path
 * @throws InputError with one sentence per fault, each naming its field
 */
export function parse<T extends z.ZodType>(
  schema: T | undefined,
  input: unknown,
  where: string,
): z.output<T> {
  if (!schema) return undefined as z.output<T>;
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap(issue => describe(issue, where));
  throw new InputError(faults.slice(0, 10).join('; '));
}
