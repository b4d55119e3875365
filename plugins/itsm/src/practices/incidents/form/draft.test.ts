import type { OfferedTemplate } from '@callboard/plugin-itsm-common';
import { emptyDraft, problemsOf, toNewIncident, withTemplate } from './draft';

const card: OfferedTemplate = {
  key: 'card',
  title: 'Card payments fail',
  type: 'incident',
  record: {
    title: 'Card payments fail',
    description: 'Since when?',
    values: {
      impact: 1,
      category: 'payment',
      serviceRef: 'component:default/a',
    },
  },
  tasks: ['Ask the provider'],
};

describe('a draft of an incident', () => {
  const draft = emptyDraft('component:default/checkout');

  it('cannot be sent without a title', () => {
    expect(Object.keys(problemsOf(draft))).toEqual(['title']);
    expect(problemsOf({ ...draft, title: 'Slow' })).toEqual({});
  });

  it('sends nothing that was left empty, and no channel of one’s own', () => {
    expect(
      toNewIncident({ ...draft, title: 'Slow', channel: 'phone' }),
    ).toEqual({
      serviceRef: 'component:default/checkout',
      title: 'Slow',
      impact: 2,
      urgency: 2,
    });
    const forSofia = { ...draft, requestedForRef: 'user:default/sofia' };
    expect(toNewIncident({ ...forSofia, channel: 'phone' })).toMatchObject({
      requestedForRef: 'user:default/sofia',
      channel: 'phone',
    });
  });

  it('is filled in by a template, but not over one’s own words', () => {
    expect(withTemplate(draft, card, undefined)).toMatchObject({
      template: 'card',
      title: 'Card payments fail',
      description: 'Since when?',
      impact: 1,
      category: 'payment',
      serviceRef: 'component:default/checkout',
    });
    const written = { ...draft, title: 'Only Maestro' };
    expect(withTemplate(written, card, undefined).title).toBe('Only Maestro');
  });

  it('lets go of the words of a template that is taken back', () => {
    const filled = withTemplate(draft, card, undefined);
    expect(withTemplate(filled, undefined, card)).toMatchObject({
      template: undefined,
      title: '',
      description: '',
    });
  });
});
