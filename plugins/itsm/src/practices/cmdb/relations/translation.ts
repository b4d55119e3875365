import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of an entity's own relations. */
export const relationsTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.relations',
  messages: {
    says_zero: '{{name}} has no relations.',
    says_one: '{{name}} has {{count}} relation.',
    says_other: '{{name}} has {{count}} relations.',
    next: 'Relations come from where it is described: dependsOn, owner, system, providesApis, consumesApis.',
    search: 'Find by name or kind',
    nothing: 'No relation matches “{{text}}”.',
    nothingNext: 'Clear the search to see all {{number}}.',
    clear: 'Clear the search',
    dangling_one:
      '{{count}} of those shown is not in the catalog, or you may not see it.',
    dangling_other:
      '{{count}} of those shown are not in the catalog, or you may not see them.',
    notThere: 'not in the catalog',
    range: '{{from}}–{{to}} of {{all}}',
    pages: 'Pages of “{{group}}”',
    previous: 'Previous',
    following: 'Next',
    types: {
      dependsOn: 'Depends on',
      dependencyOf: 'Is needed by',
      ownedBy: 'Belongs to',
      ownerOf: 'Owns',
      partOf: 'Is part of',
      hasPart: 'Has the parts',
      providesApi: 'Provides',
      apiProvidedBy: 'Is provided by',
      consumesApi: 'Uses',
      apiConsumedBy: 'Is used by',
      memberOf: 'Is a member of',
      hasMember: 'Has the members',
      parentOf: 'Is above',
      childOf: 'Is below',
      other: 'Is tied ({{type}}) to',
    },
  },
});
