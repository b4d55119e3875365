import { sectionOf } from './section';

describe('where the catalogue shows a service', () => {
  const at = (service: Partial<Parameters<typeof sectionOf>[0]>) =>
    sectionOf({ isOffered: false, ...service });

  it('is first for what is offered or runs by its record, whatever the catalog says', () => {
    expect(at({ isOffered: true, lifecycle: 'experimental' })).toBe('offered');
    expect(at({ status: 'operation' })).toBe('offered');
  });

  it('is below for what is there and was never decided about', () => {
    expect(at({ lifecycle: 'production' })).toBe('known');
    expect(at({})).toBe('known');
    // What runs already is only decided about anew.
    expect(at({ lifecycle: 'production', status: 'design' })).toBe('known');
  });

  it('is nowhere for what cannot be used yet or any more', () => {
    expect(at({ status: 'chartered' })).toBe('hidden');
    expect(at({ status: 'transition' })).toBe('hidden');
    expect(at({ lifecycle: 'deprecated' })).toBe('hidden');
    expect(at({ status: 'retired', isOffered: true })).toBe('hidden');
  });
});
