import { InputError } from '@backstage/errors';
import { instantSchema, type Baseline } from '@callboard/plugin-itsm-common';
import type { Definitions, DefinitionKind } from '@callboard/plugin-itsm-node';
import { z } from 'zod';

const baselineBodySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  at: instantSchema,
  note: z.string().max(1000).optional(),
});
type BaselineBody = z.output<typeof baselineBodySchema>;

/** A baseline is a name for an instant: the history has everything, so nothing is copied. */
export const baselineKind: DefinitionKind<typeof baselineBodySchema> = {
  kind: 'baseline',
  label: 'Baseline',
  description:
    'A named instant, to compare configuration items with. It holds all of them, and costs nothing.',
  schema: baselineBodySchema,
  titleOf: body => body.name,
};

/** All baselines, the latest instant first. */
export async function listBaselines(
  definitions: Definitions,
): Promise<Baseline[]> {
  const found = await definitions.list<BaselineBody>(baselineKind.kind);
  return found
    .map(({ key, body }) => ({ key, ...body }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/**
 * The milliseconds of a moment: an instant, or `baseline:<key>`.
 *
 * @param field - the parameter, for the error
 * @throws InputError if there is no such baseline
 */
export async function readMoment(
  definitions: Definitions,
  moment: string,
  field: string,
): Promise<number> {
  const key = /^baseline:(.+)$/.exec(moment)?.[1];
  if (key === undefined) return Date.parse(moment);
  const found = await definitions.find<BaselineBody>(baselineKind.kind, key);
  if (!found) {
    throw new InputError(
      `${field}: there is no baseline "${key}"; GET /cmdb/baselines lists them`,
    );
  }
  return Date.parse(found.body.at);
}
