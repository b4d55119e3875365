import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of standard changes. */
export const standardTranslationRef = createTranslationRef({
  id: 'plugin.itsm.changes.standard',
  messages: {
    title: 'Standard changes',
    lead: 'Work that is done often and always in the same way. After enough good runs one is pre-approved; the first incident that a run causes, or a run that fails, takes that back.',
    count_one: 'One standard change',
    count_other: '{{count}} standard changes',
    new: 'New standard change',
    file: 'File',
    run: 'Run software template',
    edit: 'Edit',
    look: 'Look at definition',
    none: 'There is no standard change',
    noneNext:
      'Write one for work that comes again and goes well, e.g. restarting a service.',
    state: {
      proving: 'Proving',
      'pre-approved': 'Pre-approved',
      demoted: 'Demoted',
      removed: 'Template removed',
    },
    next: {
      proving_one:
        '{{done}} of {{of}} good runs in a row; one more and it is pre-approved.',
      proving_other:
        '{{done}} of {{of}} good runs in a row; {{count}} more and it is pre-approved.',
      demoted_one:
        '{{done}} of {{of}} good runs since; one more and it is pre-approved again.',
      demoted_other:
        '{{done}} of {{of}} good runs since; {{count}} more and it is pre-approved again.',
      'pre-approved': 'Is scheduled without asking anybody.',
      removed: 'Nothing can be filed from it; what is open goes on.',
    },
    since: 'since {{when}}',
    runs: 'Runs of {{title}}, the last one on the right',
    noRuns: 'No run so far.',
    runsCount_one: '{{good}} of {{count}} run good',
    runsCount_other: '{{good}} of {{count}} runs good',
    runGood: '{{when}}: {{change}} went well',
    runBad: '{{when}}: {{change}} – {{outcome}}',
    runCaused_one: '{{when}}: {{change}} – {{outcome}}, caused {{incidents}}',
    runCaused_other:
      '{{when}}: {{change}} – {{outcome}}, caused {{count}} incidents',
    anIncident: 'an incident',
    aRun: 'a run',
    goesFor: 'For',
    ownedBy: 'what is owned by {{names}}',
    types: 'every {{names}}',
    takes: 'Takes {{time}}',
    impact: {
      none: 'no impact',
      degraded: 'may degrade it',
      down: 'takes it down',
    },
    ownerLabel: 'Looked after by',
    open_one: 'One open change',
    open_other: '{{count}} open changes',
    more: 'What it does, and its history',
    plan: 'Plan',
    rollbackPlan: 'Rollback plan',
    testEvidence: 'Test evidence',
    tasks: 'Steps',
    moves: 'When it was promoted and demoted',
    noMoves: 'Nothing so far.',
    part: {
      title: 'Success record',
      new: 'It begins to prove itself: {{runs}} good runs in a row, and it is pre-approved.',
      rewritten:
        'What is written now differs from what is saved. A new plan, rollback plan, impact, scope or step has to prove itself anew; other words do not.',
      file: 'File a run',
      removed: 'Its template was removed.',
    },
  },
});
