import fc from 'fast-check';
import {
  fileExtension,
  fileNameSchema,
  MOST_FILE_NAME,
  safeFileName,
} from './attachments';

describe('the name of a file', () => {
  it.each([
    ['plan.pdf', 'plan.pdf'],
    ['../../x', 'x'],
    ['..\\..\\windows\\system32\\evil.dll', 'evil.dll'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Users\\maria\\Übersicht.xlsx', 'Übersicht.xlsx'],
    ['  a  b.txt ', 'a  b.txt'],
    ['line\nbreak\u0000.txt', 'linebreak.txt'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['trailing.txt...  ', 'trailing.txt'],
    ['.htaccess', '.htaccess'],
    ['नमस्\u200dते.txt', 'नमस्\u200dते.txt'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(251)}.pdf`],
  ])('%j is kept as %j', (sent, kept) => {
    expect(safeFileName(sent)).toBe(kept);
  });

  it.each(['', '..', '../..', 'a/', '\u202e', ' . '])(
    '%j names nothing',
    sent => {
      expect(safeFileName(sent)).toBeUndefined();
      expect(fileNameSchema.safeParse(sent).success).toBe(false);
    },
  );

  it('is never a path, is short, visible, and stays as it is once it was made safe', () => {
    const parts = fc.constantFrom(
      '..',
      '/',
      '\\',
      '.',
      '\u202e',
      '\u0000',
      '😀',
      '\ud83d',
      ' ',
      'a',
    );
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.array(parts, { maxLength: 400 }).map(all => all.join('')),
    );
    fc.assert(
      fc.property(names, sent => {
        const name = safeFileName(sent);
        if (name === undefined) return;
        const unwanted =
          // eslint-disable-next-line no-control-regex
          /[/\\\u0000-\u001f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
        expect(name).not.toMatch(unwanted);
        expect(['', '.', '..']).not.toContain(name);
        expect(name.length).toBeLessThanOrEqual(MOST_FILE_NAME);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });

  it('has an extension or none', () => {
    expect(fileExtension('a.tar.GZ')).toBe('gz');
    expect(fileExtension('.htaccess')).toBe('');
    expect(fileExtension('a.')).toBe('');
    expect(fileExtension('a')).toBe('');
  });
});
