import { newIncidentSchema } from '../practices/incidents/schema';
import {
  markdownSchema,
  newLinkSchema,
  recordListQuerySchema,
  titleSchema,
} from './schema';

const HALF = '\ud83d';
const WHOLE = '\u{1F600}';

describe('text that somebody sends', () => {
  it.each<[string, (text: string) => { success: boolean }]>([
    ['a title', text => titleSchema.safeParse(text)],
    ['Markdown', text => markdownSchema.safeParse(text)],
    ['words to search for', q => recordListQuerySchema.safeParse({ q })],
    ['a status', status => recordListQuerySchema.safeParse({ status })],
    [
      'the target of a link',
      target => newLinkSchema.safeParse({ kind: 'affects', target }),
    ],
    [
      'a category',
      category =>
        newIncidentSchema.safeParse({
          serviceRef: 'component:default/cart',
          title: 'x',
          category,
        }),
    ],
  ])('as %s can be stored by both engines, or is refused', (_, parse) => {
    for (const text of ['plain', `${WHOLE} é`, '\u202e', '%_\\'])
      expect(parse(text).success).toBe(true);
    for (const text of ['a\u0000b', `a${HALF}`, `${HALF}a`, 'a\udc00'])
      expect(parse(text).success).toBe(false);
  });

  it('is told what is wrong with it', () => {
    const { error } = markdownSchema.safeParse('a\u0000b');
    expect(error!.issues[0].message).toBe(
      'must not contain the NUL character or half of a character',
    );
    expect(titleSchema.parse('  trimmed  ')).toBe('trimmed');
    expect(titleSchema.safeParse('two\nlines').error!.issues[0].message).toBe(
      'must be one line of plain text',
    );
  });
});
