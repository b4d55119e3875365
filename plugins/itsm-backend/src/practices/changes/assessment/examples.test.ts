import { riskModelSchema } from '@callboard/plugin-itsm-common';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { parseAllDocuments } from 'yaml';

const FILE = resolve(
  __dirname,
  '../../../../../../examples/definitions/risk-models.yaml',
);

it('the example of a risk model is one', () => {
  const documents = parseAllDocuments(readFileSync(FILE, 'utf8'));
  expect(documents.length).toBeGreaterThan(0);
  for (const document of documents) {
    const { kind, spec } = document.toJS();
    expect(kind).toBe('risk-model');
    expect(riskModelSchema.safeParse(spec).error?.issues).toBeUndefined();
  }
});
