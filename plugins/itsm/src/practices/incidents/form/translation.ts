import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the form that files an incident. */
export const incidentFormTranslationRef = createTranslationRef({
  id: 'plugin.itsm.incidents.form',
  messages: {
    title: 'File an incident',
    action: 'File incident',
    service: 'Service',
    serviceHint: 'What is broken? Type part of its name.',
    what: 'What is wrong?',
    whatHint: 'One line, e.g. “Checkout answers 502”',
    description: 'Description',
    descriptionHint:
      'What did you do, what did you expect, what happened? Markdown works.',
    impact: 'How far does it reach?',
    urgency: 'How soon must it be over?',
    priority: 'It will be',
    priorityHint: 'From impact and urgency',
    more: 'More details',
    goesTo: 'It goes to the group {{owner}}, which owns this service.',
    noOwner:
      'This service has no owner in the catalog, so it will wait in the queue of those without one.',
    /** The same for those who are no agents: as they speak, without the terms of the practice. */
    plain: {
      title: 'Report a problem',
      action: 'Report it',
      serviceHint: 'What does not work? Type part of its name.',
      whatHint: 'One line, e.g. “I cannot pay with my card”',
      descriptionHint:
        'What did you do, what did you expect, what happened instead?',
      priority: 'We take it as',
      goesTo: '{{owner}} looks after it and will see what you write.',
      noOwner:
        'No team looks after this yet, so it may take longer until somebody answers.',
      behalf: 'Report it for somebody else',
    },
    problem: {
      serviceRef: 'Choose the service that is broken.',
      title: 'Say in one line what is wrong.',
      needed: '{{field}} is needed.',
    },
    behalf: {
      action: 'File for somebody else',
      person: 'On behalf of',
      personHint:
        'Who has the trouble. They hear of it as if they had filed it.',
      channel: 'How they told you',
      channels: {
        phone: 'By phone',
        email: 'By mail',
        chat: 'In a chat',
        portal: 'In the portal',
      },
      mine: 'It is for me after all',
      records: 'What {{who}} asked for before',
      none: 'Nothing that you may see.',
      withService: 'Same service',
    },
    template: {
      label: 'Start from a template',
      none: 'No template',
      tasks_one: 'Brings 1 task with it.',
      tasks_other: 'Brings {{count}} tasks with it.',
    },
    category: {
      none: 'No category',
      subcategoryOf: 'Subcategory of {{category}}',
    },
    similar: {
      title: 'Is it one of these?',
      hint: 'Joining one that is open already brings you its news, and the people who work on it more to go on.',
      sameEntity: 'Same service',
      sharedWords: 'Similar words',
      join: 'Join this one instead',
      joinNamed: 'Join {{number}} instead',
      different: 'Mine is different',
      addWords: 'Add what I wrote as a comment',
      forWhom: '{{who}} has the same trouble:',
      confirm: 'Join {{number}}',
      cancel: 'Back',
      joined: 'You follow {{number}} now.',
      joinTitle: 'Join {{number}}',
      joinText: 'You hear what happens with it. Nothing new is filed.',
    },
  },
});
