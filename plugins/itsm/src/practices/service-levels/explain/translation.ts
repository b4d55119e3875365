import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words in which the life of a clock is told. */
export const storyTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.story',
  messages: {
    promised:
      '{{from}}: {{agreement}} promises {{goal}} by the calendar {{calendar}}.',
    version: '{{name}} (version {{version}})',
    stretch: '{{from}} to {{to}}: {{what}}.',
    because: '{{from}}, {{cause}}, to {{to}}: {{what}}.',
    running: '{{time}} counted',
    runningWith: '{{time}} counted, with {{who}}',
    outside: 'no working time passed',
    paused: 'held, nothing counted',
    stopped: 'what was promised was done',
    idle: 'no agreement covered it, nothing counted',
    retroactive: '{{what}}, afterwards',
    cause: {
      created: 'when it was filed',
      moved: 'when it was moved to “{{status}}”',
      set: 'when {{what}}',
      changed: 'when it was changed',
      comment: 'when somebody commented',
      facts: 'when more became known of the service',
      agreed: 'when something else was agreed',
    },
    passed: '{{when}}: {{hint}}, and it {{what}}.',
    late: 'It took {{elapsed}} of {{goal}}: {{over}} too long. The goal was used up {{due}}.',
    lateJust:
      'It took {{elapsed}} of {{goal}}: just too long. The goal was used up {{due}}.',
    held: '{{who}} had it for most of that: {{time}}.',
    inTime: 'It took {{elapsed}} of {{goal}}: in time.',
    left: '{{left}} are left. If nothing changes, the goal is used up {{due}}.',
    leftHeld: '{{left}} are left; nothing counts at the moment.',
    leftNever:
      '{{left}} are left, and by its calendar so much working time never comes.',
    cancelled: 'The record was cancelled, and the clock with it.',
    there: '{{here}} ({{time}} in {{zone}})',
    zone: 'Times are yours; its calendar, {{calendar}}, goes by the time of {{zone}}.',
  },
});

/** Puts the story of a clock into the reader's language. */
export type StoryTranslation = TranslationFunction<
  (typeof storyTranslationRef)['T']
>;
