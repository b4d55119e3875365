import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of classes of configuration items, and of what every item can say. */
export const ciClassTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.classes',
  messages: {
    title: 'Classes',
    intro:
      'A class says which attributes items of a kind have, which of them are needed, and what tells one item from another.',
    readOnly:
      'Classes are definitions of the kind ci-class: written in the portal by who may write definitions, or as files in Git.',
    edit: 'Edit the definition',
    add: 'Write a class',
    empty: 'No class is defined yet',
    emptyNext:
      'Without classes items have no attributes. Write a definition of the kind ci-class, in the portal or as a file in Git.',
    unknown: 'There is no class "{{key}}"',
    unknownNext: 'It may have been removed. Look at the others.',
    all: 'All classes',
    column: {
      name: 'Class',
      items: 'Items',
      attributes: 'Attributes',
      identification: 'One item is known by',
    },
    count_one: '{{count}} attribute',
    count_other: '{{count}} attributes',
    required_zero: 'none of them required',
    required_one: '{{count}} required',
    required_other: '{{count}} required',
    about: 'About this class',
    entities: 'Entities from Git',
    anyType: 'of any type',
    type: 'Type in the catalog',
    stale: 'Stale after',
    staleHint: 'without a word from any source',
    confirm: 'To be confirmed',
    never: 'never',
    everyDays_one: 'every day',
    everyDays_other: 'every {{count}} days',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    showItems: 'Show the items',
    identification: {
      title: 'What names one item',
      intro:
        'Rules are tried from the first to the last. Two items with the same values are one, or shown as duplicates.',
      rule: 'Same {{attributes}}',
      and: ' and ',
    },
    attributes: {
      title: 'Attributes',
      none: 'This class has no attributes of its own.',
      label: 'Attribute',
      type: 'Type',
      need: 'Needed',
      allowed: 'What it allows',
      values: 'One of {{values}}',
      more: 'and {{count}} more',
      pattern: 'Must look like {{pattern}}',
      unit: 'in {{unit}}',
      any: 'Anything',
    },
    types: {
      text: 'Text',
      number: 'Number',
      date: 'Day',
      boolean: 'Yes or no',
      choice: 'Choice',
      url: 'Address',
      ref: 'Entity',
    },
    needs: {
      required: 'Required',
      recommended: 'Recommended',
      optional: 'Optional',
    },
    common: {
      class: 'Class',
      name: 'Name',
      title: 'Title',
      description: 'Description',
      owner: 'Owner',
      system: 'System',
      dependsOn: 'Depends on',
      entity: 'Entity in the catalog',
      externalId: 'Id in the source',
    },
    yes: 'Yes',
    no: 'No',
    nothing: 'nothing',
  },
});

/** Says the words of classes. */
export type ClassWords = TranslationFunction<typeof ciClassTranslationRef.T>;
