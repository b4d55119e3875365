import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the form that files a change. */
export const changeFormTranslationRef = createTranslationRef({
  id: 'plugin.itsm.changes.form',
  messages: {
    title: 'File a change',
    mayNot: 'You may not file changes',
    mayNotNext:
      'Whoever works on services does, with the permission itsm.change.create. Ask those who own the service to file it for you.',
    back: 'All changes',
    submit: 'Submit',
    startNow: 'Start now',
    saveDraft: 'Save as draft',
    what: 'What will be changed?',
    whatHint: 'One line, e.g. “Upgrade the orders database to version 16”',
    items: {
      label: 'What does it touch?',
      hint: 'Services and configuration items. Type part of a name; add as many as it touches.',
      chosen: 'What it touches',
      main: 'Main service',
      makeMain: 'Make {{item}} the main service',
      remove: 'Take out {{item}}',
      goesTo: 'It goes to the group {{owner}}, which owns the main service.',
      noOwner:
        'The main service has no owner in the catalog, so the change will wait in the queue of those without one.',
    },
    type: {
      label: 'Type',
      standard:
        'Proven and routine: from a template, pre-approved after good runs',
      normal: 'Assessed and approved before its window',
      emergency: 'It cannot wait: begins at once, approved afterwards',
    },
    why: 'Why?',
    whyHint: 'What gets better, and what happens if it is not done?',
    description: 'What exactly?',
    descriptionHint: 'Markdown works here and in all texts below.',
    plan: 'How is it done?',
    planHint: 'The steps in order. Tasks with people can be added afterwards.',
    test: 'How do you know that it works?',
    testHint: 'What was tested, where, with which result. Links are fine.',
    rollback: 'How is it taken back?',
    rollbackHint: 'What tells you to stop, and the way back from there.',
    when: 'When?',
    impact: {
      label: 'What do users notice meanwhile?',
      none: 'Nothing',
      degraded: 'It is slower or partly unavailable',
      down: 'It is not available',
    },
    incident: 'It will be linked to {{number}}, which it is to solve.',
    template: {
      label: 'Start from a template',
      none: 'No template',
      tasks_one: 'Brings 1 task with it.',
      tasks_other: 'Brings {{count}} tasks with it.',
    },
    standard: {
      choose: 'These bring plan, way back and tasks with them:',
      none: 'No template is there for it yet. Without one it goes the way of a normal change.',
      preApproved: 'pre-approved',
      brings: 'What the template brings: plan, test evidence, way back',
      willSchedule:
        'It is pre-approved: filed, it stands on the schedule and nobody has to decide.',
      willSubmit:
        'It still proves itself, {{good}} of {{of}} good runs in a row so far: it is assessed and approved like a normal change.',
      schedule: 'Schedule',
      why: 'Why this run?',
      whyHint: 'If there is more to say than the template does.',
      removed: 'The template “{{title}}” was removed',
      removedNext:
        'Nothing can be filed from it any more. File a normal change instead.',
      notYours: '“{{title}}” is not offered to you',
      notYoursNext:
        'It is for members of other groups. File a normal change instead.',
      normal: 'File a normal change',
    },
    problem: {
      title: 'Say in one line what will be changed.',
      items: 'Choose at least one thing that it touches.',
      start: 'Say when it begins.',
      end: 'Say when it is over at the latest.',
      justification: 'Say why: those who decide ask for it first.',
      plan: 'Say how it is done.',
      rollbackPlan: 'Say how it is taken back.',
      description: 'Say what is changed.',
      testEvidence: 'Say what was tested.',
    },
    solves: 'It is to solve {{number}}: {{title}}',
    filed: '{{number}} is kept as a draft.',
    submitted: '{{number}} is submitted.',
    scheduled: '{{number}} is scheduled.',
    started: '{{number}} is under way; it is approved afterwards.',
    notSubmitted: '{{number}} is kept as a draft. {{why}}',
  },
});
