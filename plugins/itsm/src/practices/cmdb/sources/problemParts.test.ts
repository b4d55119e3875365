import { problemParts } from './problemParts';

describe('the reason of a bad row', () => {
  it('is told cell by cell', () => {
    expect(
      problemParts('RAM: must be a number; Owner: is missing', [
        'RAM',
        'Owner',
      ]),
    ).toEqual([
      { column: 'RAM', what: 'must be a number' },
      { column: 'Owner', what: 'is missing' },
    ]);
  });

  it('keeps a sentence that has a semicolon of its own', () => {
    expect(
      problemParts('Owner: must not be a person; name the group', ['Owner']),
    ).toEqual([
      { column: 'Owner', what: 'must not be a person; name the group' },
    ]);
  });

  it('is of the row where no column is named', () => {
    const reason = 'has 3 columns where the header has 4';
    expect(problemParts(reason, ['Owner'])).toEqual([{ what: reason }]);
  });
});
