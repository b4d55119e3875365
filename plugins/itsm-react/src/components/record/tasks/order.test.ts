import { movedTo } from './order';

describe('moving in an order', () => {
  const items = ['a', 'b', 'c', 'd'];

  it('puts an item at its place and keeps the others in theirs', () => {
    expect(movedTo(items, 'd', 1)).toEqual(['a', 'd', 'b', 'c']);
    expect(movedTo(items, 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('ends at the ends', () => {
    expect(movedTo(items, 'a', -1)).toEqual(items);
    expect(movedTo(items, 'b', 99)).toEqual(['a', 'c', 'd', 'b']);
  });

  it('loses and doubles nothing, wherever an item goes', () => {
    for (const item of items) {
      for (let index = -2; index < 7; index++) {
        const moved = movedTo(items, item, index);
        expect([...moved].sort()).toEqual(items);
        expect(moved.filter(x => x !== item)).toEqual(
          items.filter(x => x !== item),
        );
      }
    }
  });

  it('leaves an order alone that the item is not in', () => {
    expect(movedTo(items, 'z', 0)).toEqual(items);
  });
});
