import { SURVEY_KIND, surveyBodySchema } from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type DefinitionKind,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';

/**
 * Surveys: who is asked what, and when.
 *
 * @param kernel - once it stands; before it does, nothing is written
 */
export function surveyKind(
  kernel: () =>
    | Pick<ItsmKernel, 'catalog' | 'catalogAccess' | 'recordTypes'>
    | undefined,
): DefinitionKind<typeof surveyBodySchema> {
  return {
    kind: SURVEY_KIND,
    label: 'Survey',
    description:
      'Asks people how satisfied they are: after something was solved for them, or every month or quarter. They answer with one click, without signing in.',
    schema: surveyBodySchema,
    titleOf: body => body.title,
    async check({ recordTypes, services = [], teams = [] }, _, by) {
      const standing = kernel();
      if (!standing) return [];
      const types = standing.recordTypes.all().map(({ type }) => type);
      const unknown = recordTypes.flatMap((type, i) =>
        types.includes(type)
          ? []
          : [
              {
                path: ['recordTypes', i],
                message: `recordTypes.${i}: there are no records of the type ${type}; name one of ${types.join(
                  ', ',
                )}`,
              },
            ],
      );
      const named = [
        ...services.map((ref, i) => ({ ref, path: ['services', i] })),
        ...teams.map((ref, i) => ({ ref, path: ['teams', i] })),
      ];
      return [...unknown, ...(await catalogFaults(standing, named, by))];
    },
  };
}
