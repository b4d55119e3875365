import fs from 'node:fs';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import docsPlugin from '.';

const files = createMockDirectory();

async function startDocs() {
  files.setContent({
    'secret.md': '# Secret',
    'mkdocs.yml': [
      'site_name: Handbook',
      'nav:',
      '  - Welcome: index.md',
      '  - Guides:',
      '      - guides/first.md',
      '  - Elsewhere: https://example.org',
    ].join('\n'),
    docs: {
      'index.md': '# Hello\n\n![](images/board.png)',
      'late.md': 'No heading',
      guides: { 'first.md': '# First guide', 'second.md': '# Second guide' },
      images: { 'board.png': 'PNG', 'sign.svg': '<svg/>', 'notes.txt': 'no' },
    },
  });
  fs.symlinkSync(files.resolve('secret.md'), files.resolve('docs/leak.md'));
  const { server } = await startTestBackend({
    features: [
      docsPlugin,
      mockServices.rootConfig.factory({
        data: { docs: { mkdocsFile: files.resolve('mkdocs.yml') } },
      }),
    ],
  });
  return (path: string) =>
    request(server)
      .get(`/api/docs/${path}`)
      .set('authorization', mockCredentials.user.header());
}

describe('docs', () => {
  it('gives the table of contents, with the pages the nav forgot', async () => {
    const get = await startDocs();
    expect((await get('contents')).body).toEqual({
      title: 'Handbook',
      items: [
        { title: 'Welcome', path: 'index.md' },
        {
          title: 'Guides',
          items: [
            { title: 'First guide', path: 'guides/first.md' },
            { title: 'Second guide', path: 'guides/second.md' },
          ],
        },
        { title: 'Elsewhere', url: 'https://example.org' },
        { title: 'More', items: [{ title: 'late', path: 'late.md' }] },
      ],
    });
  });

  it('gives pages and images as they are', async () => {
    const get = await startDocs();
    expect((await get('pages?path=guides/first.md')).body).toEqual({
      title: 'First guide',
      path: 'guides/first.md',
      markdown: '# First guide',
    });
    const image = await get('images?path=images/sign.svg');
    expect(image.headers['content-type']).toMatch('image/svg+xml');
    expect(image.headers['content-security-policy']).toMatch('sandbox');
  });

  it.each([
    'pages?path=../secret.md',
    'pages?path=guides/../../secret.md',
    'pages?path=/etc/passwd.md',
    'pages?path=..%2Fsecret.md',
    'pages?path=..%5Csecret.md',
    'pages?path=guides/first.md%00',
    'pages?path=leak.md',
    'pages?path=images/notes.txt',
    'pages?path=index.md/x.md',
    'pages?path=.hidden.md',
    'pages?path=a.md&path=b.md',
    'pages',
    'images?path=images/notes.txt',
    'images?path=../mkdocs.yml',
    'pages?path=nothing.md',
  ])('gives nothing for %s', async path => {
    const get = await startDocs();
    const response = await get(path);
    expect([400, 403, 404]).toContain(response.status);
    expect(response.text).not.toMatch('# Secret');
  });

  it('wants to know who asks', async () => {
    const get = await startDocs();
    const response = await get('contents').set(
      'authorization',
      mockCredentials.none.header(),
    );
    expect(response.status).toBe(401);
  });
});
