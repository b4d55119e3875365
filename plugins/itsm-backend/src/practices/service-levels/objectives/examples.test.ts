import { readFileSync } from 'fs';
import { resolve } from 'path';
import { DefinitionKinds } from '../../../kernel/definitions/DefinitionKinds';
import { readDefinitionFile } from '../../../kernel/definitions/git/readFile';
import { compileObjective } from './compile';
import { alertPolicyKind, indicatorKind, objectiveKind } from './kinds';

const kinds = new DefinitionKinds([
  objectiveKind,
  indicatorKind,
  alertPolicyKind,
]);
const ROOT = resolve(__dirname, '../../../../../..');

it('the objectives of the demo have no fault, and nothing is missing for them', async () => {
  const file = 'examples/definitions/objectives.yaml';
  const { stated, problems } = await readDefinitionFile(
    { file, text: readFileSync(resolve(ROOT, file), 'utf8') },
    kinds,
  );
  expect(problems).toEqual([]);
  const of = (kind: string) =>
    stated
      .filter(s => s.kind === kind)
      .map(s => ({
        ...s,
        body: kinds.find(kind)!.schema.parse(s.body) as any,
      }));
  const bodies = (kind: string) =>
    new Map(of(kind).map(({ key, body }) => [key, body]));
  const compiled = of('objective').map(({ key, body }) =>
    compileObjective(
      {
        kind: 'objective',
        key,
        body,
        version: 1,
        validFrom: 0,
        source: 'git',
        removed: false,
      },
      {
        indicators: bodies('indicator'),
        policies: bodies('alert-policy'),
        connections: [],
      },
    ),
  );
  expect(
    compiled.map(({ key, faults, measure, rules }) => [
      key,
      faults,
      measure?.source,
      rules.length,
    ]),
  ).toEqual([
    ['checkout-availability', [], 'records', 4],
    ['payment-availability', [], 'records', 4],
    ['frontend-availability', [], 'records', 2],
  ]);
});
