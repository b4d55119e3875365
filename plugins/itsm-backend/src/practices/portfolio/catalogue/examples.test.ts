import {
  MANAGED_SERVICE_KIND,
  managedServiceBodySchema,
  OFFERING_KIND,
  offeringBodySchema,
} from '@callboard/plugin-itsm-common';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { parseAllDocuments } from 'yaml';
import type { z } from 'zod';

it('the examples of the demo are offerings and rules that hold', () => {
  const file = resolve(
    __dirname,
    '../../../../../../examples/definitions/offerings.yaml',
  );
  const kinds: Record<string, z.ZodType> = {
    [OFFERING_KIND]: offeringBodySchema,
    [MANAGED_SERVICE_KIND]: managedServiceBodySchema,
  };
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map(d =>
    d.toJS(),
  );
  expect(documents.length).toBeGreaterThan(4);
  for (const { kind, spec } of documents)
    expect(kinds[kind].safeParse(spec).error?.issues).toBeUndefined();
});
