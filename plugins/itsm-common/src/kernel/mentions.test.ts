import * as fc from 'fast-check';
import { mentionsIn } from './mentions';

describe('who a text mentions', () => {
  it.each([
    ['@maria can you look?', ['user:default/maria']],
    ['cc @Maria, @sam.', ['user:default/maria', 'user:default/sam']],
    ['(@maria) and **@sam**', ['user:default/maria', 'user:default/sam']],
    ['@user:default/maria', ['user:default/maria']],
    ['@user:external/j.doe-smith!', ['user:external/j.doe-smith']],
    ['@group:default/payments please', ['group:default/payments']],
    ['@maria and @maria again', ['user:default/maria']],
    ['@zoë', ['user:default/zoë']],
  ])('%s', (text, refs) => {
    expect(mentionsIn(text)).toEqual(refs);
  });

  it.each([
    'write to maria@example.com',
    'https://example.com/@maria',
    'not \\@maria',
    'a `@maria` in code',
    'a ``with ` @maria`` in code',
    '```\n@maria\n```',
    '~~~ts\n@Injectable()\n```\n@maria\n~~~',
    '```\n@maria, and the fence never ends',
    'text\n\n    @maria\n\n    @sam',
    '@',
    '@@maria',
    'npm i @callboard/plugin-itsm'.replace('@', 'x@'),
    '@component:default/cart'.replace('@component', '\\@component'),
  ])('is nobody in: %j', text => {
    expect(mentionsIn(text)).toEqual([]);
  });

  it('is found after code that ended', () => {
    expect(mentionsIn('```\n@no\n```\n@yes `@no` @too')).toEqual([
      'user:default/yes',
      'user:default/too',
    ]);
  });

  it('is found in a line that a backtick does not close', () => {
    expect(mentionsIn('a ` and @maria')).toEqual(['user:default/maria']);
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
  const words = fc
    .array(fc.stringMatching(/^[a-z ,.]{0,12}$/), { maxLength: 5 })
    .map(parts => parts.join(' '));

  it('is found anywhere in plain words, and nowhere in code', () => {
    fc.assert(
      fc.property(words, name, words, (start, who, after) => {
        const before = `x${start}`;
        const text = (mention: string) => `${before} ${mention} ${after}`;
        const ref = `user:default/${who}`;
        expect(mentionsIn(text(`@${who}`))).toEqual([ref]);
        expect(mentionsIn(text(`@${ref}`))).toEqual([ref]);
        expect(mentionsIn(text(`\`@${who}\``))).toEqual([]);
        expect(
          mentionsIn(`${before}\n\`\`\`\n@${who}\n\`\`\`\n${after}`),
        ).toEqual([]);
      }),
    );
  });

  it('comes in the stored form from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        for (const ref of mentionsIn(text)) {
          expect(ref).toMatch(/^(user|group):[^:/\s]+\/[^:/\s]+$/);
          expect(ref).toBe(ref.toLocaleLowerCase('en-US'));
        }
      }),
    );
  });

  it('takes no longer than a text of that length should', () => {
    const hostile = [
      '`'.repeat(50_000),
      '`a'.repeat(25_000),
      '@'.repeat(50_000),
    ];
    for (let i = 1, text = ''; i < 300; i++) {
      text += `${'`'.repeat(i)} `;
      if (i === 299) hostile.push(text);
    }
    // Where a text is gone over again and again this takes minutes, and the test's time is over.
    for (const text of hostile) expect(mentionsIn(text)).toEqual([]);
  });
});
