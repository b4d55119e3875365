import { categoryChoices } from './categoryChoices';

describe('categories as choices', () => {
  it('says a subcategory with its category, unless several have it', () => {
    const { category, subcategory } = categoryChoices([
      {
        key: 'data',
        label: 'Data',
        subcategories: [
          { key: 'late', label: 'Late' },
          { key: 'other', label: 'Other' },
        ],
      },
      {
        key: 'access',
        label: 'Access',
        subcategories: [{ key: 'other', label: 'Something else' }],
      },
    ]);
    expect(category).toEqual([
      { value: 'data', label: 'Data' },
      { value: 'access', label: 'Access' },
    ]);
    expect(subcategory).toEqual([
      { value: 'late', label: 'Data › Late' },
      { value: 'other', label: 'Other / Something else' },
    ]);
  });

  it('is empty where none are defined', () => {
    expect(categoryChoices([])).toEqual({ category: [], subcategory: [] });
  });
});
