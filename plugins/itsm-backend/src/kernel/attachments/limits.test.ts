import { mockServices } from '@backstage/backend-test-utils';
import { readAttachmentLimits, sizeWords } from './limits';

const read = (attachments: object) =>
  readAttachmentLimits(
    mockServices.rootConfig({ data: { itsm: { attachments } } as never }),
  );

describe('limits of attachments', () => {
  it('have defaults, and are sizes in words or in bytes', () => {
    expect(read({})).toEqual({
      fileSize: 25e6,
      files: 100,
      totalSize: 250e6,
      allow: [],
      deny: [],
      executables: false,
    });
    expect(
      read({ maxSize: '1.5 GB', maxTotalPerRecord: 9, allow: [' Image/* '] }),
    ).toMatchObject({
      fileSize: 1.5e9,
      // One file may always be as large as one file may be.
      totalSize: 1.5e9,
      allow: ['image/*'],
    });
  });

  it.each([
    [
      { maxSize: 'large' },
      /itsm\.attachments\.maxSize is "large"; it must be a size like "25 MB"/,
    ],
    [{ maxSize: 0 }, /maxSize is 0/],
    [{ maxTotalPerRecord: -1 }, /maxTotalPerRecord is -1/],
    [{ maxPerRecord: 501 }, /must be a whole number from 1 to 500/],
    [
      { allow: ['png'] },
      /names "png"; it must be a media type like image\/png/,
    ],
    [{ deny: ['*'] }, /itsm\.attachments\.deny names "\*"/],
  ])('%j is refused at the start, with what it must be', (config, sentence) => {
    expect(() => read(config)).toThrow(sentence);
  });

  it.each([
    [1, '1 byte'],
    [12, '12 bytes'],
    [640_000, '640 kB'],
    [25e6, '25 MB'],
  ])('%d bytes are said as %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});
