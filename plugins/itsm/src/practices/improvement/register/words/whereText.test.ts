import { whereText } from './whereText';

describe('of what something is measured, in a history', () => {
  it.each([
    ['{"serviceRef":["component:default/cart"]}', 'cart'],
    [
      '{"serviceRef":["component:default/cart","component:default/shop"],"priority":["1","2"]}',
      'cart, shop · priority: 1, 2',
    ],
    ['{"channel":["none"]}', 'channel: none'],
  ])('%s is said as "%s"', (kept, said) => {
    expect(whereText(kept)).toBe(said);
  });

  it.each(['', '{}', 'null', '7', '{"serviceRef":', 'checkout'])(
    'what is kept in no such form, "%s", is left as it is',
    kept => {
      expect(whereText(kept)).toBeUndefined();
    },
  );
});
