import { customFieldSchema } from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';
import type { RecordTypes } from '../RecordTypes';

/** The kind of definitions that give record types fields of one's own. */
export const CUSTOM_FIELD_KIND = 'custom-field';

const KEY = /^[a-z][a-zA-Z0-9-]{0,62}$/;

/**
 * Custom fields as definitions. A field that changes its type keeps its old values where they are,
 * unseen; a field taken out of use keeps all of them.
 */
export function customFieldKind(
  types: RecordTypes,
): DefinitionKind<typeof customFieldSchema> {
  return {
    kind: CUSTOM_FIELD_KIND,
    label: 'Custom field',
    description:
      'A field of your own on records: shown on pages, filtered, exported and journalled like any other.',
    schema: customFieldSchema,
    titleOf: body => body.label,
    check(body, key) {
      const faults = body.recordTypes.flatMap((name, i) =>
        types.find(name)
          ? []
          : [
              {
                path: ['recordTypes', i],
                message: `there is no record type "${name}" here; there are ${types
                  .all()
                  .map(t => t.type)
                  .join(', ')}`,
              },
            ],
      );
      if (KEY.test(key)) return faults;
      return [
        ...faults,
        {
          path: [],
          message: `the key "${key}" must begin with a small letter and have letters, digits and dashes only, at most 63`,
        },
      ];
    },
  };
}
