import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of items that may be one. */
export const ciDuplicatesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.duplicates',
  messages: {
    title: 'Duplicates',
    intro:
      'Pairs of items that a rule of their class takes for one. Make them one, or say that they are two.',
    states: {
      label: 'Which pairs',
      open: 'To decide',
      merged: 'Made one',
      dismissed: 'Not duplicates',
    },
    empty: {
      open: 'No duplicates',
      openNext:
        'Loads look for them by the rules of each class. What they find stands here.',
      merged: 'Nothing was made one yet',
      dismissed: 'No pair was said to be two',
      next: 'Look at the pairs that wait for a decision.',
    },
    keys: 'j and k go from pair to pair.',
    pair: '{{a}} and {{b}}',
    found: '{{rule}}: {{value}}',
    foundAt: 'found',
    compare: 'Compare',
    hide: 'Hide',
    attribute: 'Attribute',
    agree: 'same',
    differ: 'differs',
    onlyOne: 'only here',
    agreeing_zero: 'No attribute agrees',
    agreeing_one: '{{count}} attribute agrees',
    agreeing_other: '{{count}} attributes agree',
    differing_zero: 'none differs',
    differing_one: '{{count}} differs',
    differing_other: '{{count}} differ',
    nothing: 'Neither says anything but its name.',
    class: 'Class',
    reference: 'Name in the catalog',
    keep: 'Which one stays?',
    keepThis: 'Keep {{name}}',
    fromGit: 'in a catalog file',
    fromSources: 'from sources',
    consequence: {
      title: 'What merging does',
      name: '{{other}} becomes a former name of {{kept}}: links and searches by it still lead there.',
      said: 'All that sources say of {{other}} is said of {{kept}} from then on. Where they disagree, precedence decides.',
      records:
        'Records and history of {{other}} stay and are found under {{kept}}.',
      gone: 'The catalog has {{other}} no longer, as soon as it is read again.',
      undo: 'It can be undone.',
    },
    merge: 'Merge',
    mergeInto: 'Merge into {{name}}',
    notDuplicates: 'Not duplicates',
    merged: '{{other}} is now part of {{kept}}',
    dismissed: '{{a}} and {{b}} are two',
    undo: 'Undo',
    undone: '{{name}} stands for itself again; the two count as two',
    isPart: '{{other}} is part of {{kept}}.',
    apart: 'They stand for themselves again.',
    cannotMergeGit:
      'Both stand in catalog files. Take one of the files away instead.',
  },
});
