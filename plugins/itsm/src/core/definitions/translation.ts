import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the editor of definitions. */
export const definitionsTranslationRef = createTranslationRef({
  id: 'plugin.itsm.definitions',
  messages: {
    intro:
      'Definitions are what the portal goes by: templates, canned replies, custom fields, categories. They are written here or stand as YAML in Git; every version is kept.',
    kinds: 'Kinds',
    all: 'All kinds',
    search: 'Search key or title',
    removedToo: 'Removed ones too',
    add: 'New definition',
    list: {
      title: 'Title',
      kind: 'Kind',
      version: 'Version',
      source: 'Source',
      state: 'State',
      changed: 'Changed',
      empty: 'No definitions here',
      emptyNext:
        'Write the first one, or put YAML files where the config says.',
    },
    source: { portal: 'Portal', git: 'Git' },
    state: {
      holds: 'Holds',
      planned: 'Planned',
      superseded: 'Superseded',
      removed: 'Removed',
    },
    from: 'from',
    by: 'by',
    problems: {
      title: 'Problems in files',
      none: 'All files could be read.',
      readAt: 'read',
      reload: 'Read the files now',
      reloaded: 'The files are read.',
      files: '{{files}} files, {{definitions}} definitions',
      where: '{{file}}, line {{line}}, column {{column}}',
    },
    edit: {
      newTitle: 'New definition',
      kind: 'Kind',
      key: 'Key',
      keyHint:
        'Names it for good: lower-case letters, digits, dots and dashes, e.g. ask-for-logs',
      text: 'YAML',
      validFrom: 'Holds from (now if empty)',
      save: 'Save new version',
      saved: 'Version {{version}} is saved.',
      savedPlanned: 'Version {{version}} is saved and holds later.',
      checking: 'Checking …',
      ok: 'Nothing is wrong with it.',
      faults_one: '{{count}} fault',
      faults_other: '{{count}} faults',
      at: 'Line {{line}}, column {{column}}',
      goTo: 'Go to line {{line}}',
      warnings: 'Worth knowing',
      unchanged: 'Nothing is changed.',
      readOnly:
        'It stands in Git, in {{file}}. Change it there; this page only shows it.',
      readOnlyRight: 'You may read it; changing it takes the role admin.',
      withheld_one:
        'One thing that it names is left out: you may not see it in the catalog. Whoever may can change it.',
      withheld_other:
        '{{count}} things that it names are left out: you may not see them in the catalog. Whoever may can change it.',
      remove: 'Remove',
      removeAsk:
        'It is taken out of use by a new version that says so. Its history stays, and it can be written again.',
      removed: 'It is out of use.',
      schema: 'What may stand in it',
      discard: 'Discard changes',
      nothingYet: 'Choose a kind first.',
      loadLatest: 'Load the latest',
      behind:
        'You began with version {{base}}; version {{version}} was saved since',
      behindNext:
        'What you wrote is kept. Compare the versions to see what would be undone by it, change your text where it has to be, and go on.',
      onTop: 'Go on upon version {{version}}',
    },
    versions: {
      title: 'Versions',
      version: 'Version {{version}}',
      compare: 'Compare',
      diff: 'From version {{from}} to version {{to}}',
      same: 'Nothing differs.',
      before: 'was',
      after: 'is',
      restore: 'Take its text into the editor',
    },
    back: 'Definitions',
  },
});
