import { hrefOf, pageAt, resolveHref, resolvePath, slugOf } from './links';

describe('addresses of the documentation', () => {
  it.each(['index.md', 'guides/first.md', 'adr/index.md'])(
    'leads to %s and back',
    page => {
      expect(pageAt(hrefOf(page).replace('/docs', ''))).toBe(page);
    },
  );

  it.each([
    ['guides/a.md', 'b.md', '/docs/guides/b'],
    ['guides/a.md', './b.md#how-it-works', '/docs/guides/b#how-it-works'],
    ['guides/a.md', '../index.md', '/docs'],
    ['guides/a.md', '#top', '/docs/guides/a#top'],
    ['guides/a.md', 'https://example.org/x.md', 'https://example.org/x.md'],
    ['guides/a.md', 'mailto:a@b.example', 'mailto:a@b.example'],
    ['index.md', '../README.md', undefined],
    ['index.md', 'file.yaml', undefined],
  ])('from %s, %s leads to %s', (page, href, expected) => {
    expect(resolveHref(page, href)).toBe(expected);
  });

  it('finds images beside the page and never above the documentation', () => {
    expect(resolvePath('guides/a.md', '../images/x.png')).toBe('images/x.png');
    expect(resolvePath('guides/a.md', '../../x.png')).toBeUndefined();
  });

  it('names headings as code hosts do', () => {
    expect(slugOf('What’s new, in 1.0?')).toBe('whats-new-in-10');
  });
});
