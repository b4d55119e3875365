/**
 * What an element looks like, told from itself alone.
 *
 * jsdom answers `getComputedStyle` by trying every rule of every style sheet of the page, Testing
 * Library asks it of an element and all around it for each query by role, and pages bring a thousand
 * rules by the time a test file ends: more than half of what the tests of the pages took (57 s of
 * processor for 414 tests against 338 s, all in one file). Style sheets of our own are not loaded in tests,
 * so nothing is visible or hidden by them. What counts is what the element itself says. A test that runs without
 * a page has no styles to tell.
 */
const plain = element => {
  const { style, hidden } = element;
  return new Proxy(style, {
    get(own, name) {
      if (name === 'display') return own.display || (hidden ? 'none' : 'block');
      if (name === 'visibility') return own.visibility || 'visible';
      const value = Reflect.get(own, name, own);
      return typeof value === 'function' ? value.bind(own) : value ?? '';
    },
  });
};
if (typeof window !== 'undefined') window.getComputedStyle = plain;
