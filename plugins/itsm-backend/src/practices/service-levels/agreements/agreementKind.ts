import { InputError } from '@backstage/errors';
import {
  agreementBodySchema,
  type AgreementBody,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';
import { predicatesOf, type FactFields } from './FactFields';

/**
 * What is agreed. Its conditions are checked against the fields of its record types.
 *
 * @param fields - those of a kernel that stands; before it does, nothing is written
 */
export function agreementKind(
  fields: () => FactFields | undefined,
): DefinitionKind<typeof agreementBodySchema> {
  return {
    kind: 'agreement',
    label: 'Agreement',
    description:
      'A service level agreement, an operational level agreement or an underpinning contract: which records it covers, and what is promised.',
    schema: agreementBodySchema,
    titleOf: body => body.name,
    check(body: AgreementBody) {
      const known = fields();
      if (!known) return [];
      const faults: DefinitionFault[] = [];
      body.recordTypes.forEach((type, i) => {
        if (!known.hasType(type))
          faults.push({
            path: ['recordTypes', i],
            message: `there are no records of the type "${type}"; there are ${known
              .types()
              .join(', ')}`,
          });
      });
      if (faults.length > 0) return faults;
      for (const { path, predicate } of predicatesOf(body)) {
        try {
          known.read(predicate, body.recordTypes);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          faults.push({ path, message: error.message });
        }
      }
      return faults;
    },
  };
}
