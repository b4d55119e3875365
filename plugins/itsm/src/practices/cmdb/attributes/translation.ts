import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the attributes of a configuration item. */
export const ciAttributesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.attributes',
  messages: {
    title: 'Attributes',
    noClass: 'No class fits this entity',
    noClassNext:
      'Items of a class have attributes. Classes say which kinds and types they are for: {{classes}}.',
    classes: 'look at the classes',
    none: 'Nobody says anything yet',
    noneNext: 'Sources, the catalog file or its owners can.',
    missing: {
      required: 'Missing',
      recommended: 'Not given',
    },
    complete: 'Nothing that is required is missing.',
    incomplete_one: '{{count}} required attribute is missing.',
    incomplete_other: '{{count}} required attributes are missing.',
    add: 'Add',
    addOf: 'Add {{label}}',
    addOther: 'Add an attribute',
    edit: 'Edit {{label}}',
    save: 'Save',
    cancel: 'Cancel',
    takeBack: 'Take back',
    takeBackHint: 'Takes back what was noted by hand; others are heard again.',
    empty: 'Say something, or take back what was noted.',
    saved: 'Saved',
    unit: '{{label}} in {{unit}}',
    choose: 'Choose',
    says: '{{source}}, since {{since}}',
    saysBy: 'says',
    disagree_one: '{{count}} source says otherwise',
    disagree_other: '{{count}} sources say otherwise',
    disagreeOf: '{{label}}: who says what',
    who: 'Who says what',
    counts: 'counts',
    why: {
      hand: 'What people note goes before everything else.',
      first: 'The word of {{source}} goes first.',
      precedence:
        'The word of {{source}} goes first: precedence {{n}}, smaller wins.',
    },
    precedence: 'precedence {{n}}',
    provenance: {
      from: 'Not in a catalog file: from',
      seen: 'last seen',
      missing: 'not named any more since',
      hand: 'Not in a catalog file: noted by hand.',
    },
    state: {
      stale: 'Stale: no source names it any more',
      staleNext:
        'It stays in the catalog with what was last said. It is active again as soon as a source names it, and retired if nobody does.',
      retired: 'Retired: out of use',
      retiredNext:
        'The catalog has it no longer; its history and records stay. Bring it back if that was a mistake.',
      merged: 'Merged: it turned out to be another item',
      mergedNext: 'Its name leads to that item. Undo it under {{duplicates}}.',
      duplicates: 'Duplicates',
    },
    retire: 'Take out of use',
    retireAsk:
      'The catalog will have it no longer, and no load brings it back by itself. Its history and records stay, and it can be brought back.',
    retired: 'Taken out of use',
    restore: 'Bring back',
    restored: 'Brought back',
    cannot:
      'The group that owns it and agents may note attributes. Ask them if something is wrong.',
  },
});
