import fc from 'fast-check';
import { parseRedundancy } from './redundancy';

const ref = 'component:shop/cart';
const read = (text: string) => parseRedundancy(text, ref);

describe('the annotation about redundancy', () => {
  it('names sets and how many of each must be up', () => {
    expect(
      read('1 of resource:db-a, resource:DB-B ; 0 of component:other/ads;'),
    ).toEqual({
      declared: [
        { ref, atLeast: 1, of: ['resource:shop/db-a', 'resource:shop/db-b'] },
        { ref, atLeast: 0, of: ['component:other/ads'] },
      ],
      faults: [],
    });
  });

  it('says what it cannot read, and takes the rest', () => {
    const { declared, faults } = read(
      'one of resource:a; 3 of resource:a, resource:b; 1 of db; 1 of resource:c, resource:c',
    );
    expect(declared).toEqual([{ ref, atLeast: 1, of: ['resource:shop/c'] }]);
    expect(faults).toEqual([
      '"one of resource:a" must be like "1 of resource:db-a, resource:db-b"',
      '"3 of resource:a, resource:b" must ask for 0 to 2',
      '"db" is no reference like resource:default/db-a',
    ]);
  });

  it('takes any text without falling over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { declared } = read(text);
        for (const { atLeast, of } of declared)
          expect(atLeast).toBeLessThanOrEqual(of.length);
      }),
    );
  });
});
