import type { AgreementBody } from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';

/** What agreements are called, those that are gone too, by key; the newest name of each. */
export async function agreementNames(
  definitions: Definitions,
): Promise<Map<string, string>> {
  const versions = await definitions.history<AgreementBody>('agreement');
  return new Map(
    versions.flatMap(({ key, body }) => (body ? [[key, body.name]] : [])),
  );
}
