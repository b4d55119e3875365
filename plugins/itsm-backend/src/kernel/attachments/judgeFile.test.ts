import { claimedType, judgeContent, judgeName } from './judgeFile';
import type { AttachmentLimits } from './limits';
import { deflateRawSync, crc32 } from 'zlib';

const LIMITS: AttachmentLimits = {
  fileSize: 1e6,
  files: 10,
  totalSize: 1e7,
  allow: [],
  deny: [],
  executables: false,
};
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const EXE = Buffer.concat([Buffer.from('MZ\u0090\0', 'latin1'), PNG]);
const ELF = Buffer.concat([
  Buffer.from('\u007fELF\u0002\u0001\u0001', 'latin1'),
  Buffer.alloc(64),
]);
const HTML = Buffer.from('  <!DOCTYPE html><script>alert(1)</script>');
const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj');

/** A ZIP archive with one packed entry. */
function zip(name: string, text: string): Buffer {
  const data = deflateRawSync(text);
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(crc32(text), 10);
  head.writeUInt32LE(data.length, 14);
  head.writeUInt32LE(text.length, 18);
  head.writeUInt16LE(name.length, 22);
  return Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    head,
    Buffer.from(name),
    data,
  ]);
}
const DOCX = zip(
  '[Content_Types].xml',
  '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
);

const judge = (
  name: string,
  head: Buffer,
  contentType?: string,
  limits: Partial<AttachmentLimits> = {},
) => judgeContent({ name, contentType }, head, { ...LIMITS, ...limits });

describe('the type of a file', () => {
  it.each([
    ['shot.png', PNG, 'image/png', 'image/png'],
    ['shot.PNG', PNG, undefined, 'image/png'],
    ['photo.jpeg', JPEG, 'image/jpeg', 'image/jpeg'],
    ['plan', PDF, 'application/octet-stream', 'application/pdf'],
    ['notes.txt', Buffer.from('Grüße'), 'text/plain', 'text/plain'],
    [
      'old.log',
      Buffer.from('Gr\u00fc\u00dfe', 'latin1'),
      undefined,
      'text/plain',
    ],
    ['wide.txt', Buffer.from('\ufeffwide', 'utf16le'), undefined, 'text/plain'],
    [
      'rows.csv',
      Buffer.from('a,b\n1,2'),
      'application/vnd.ms-excel',
      'text/csv',
    ],
    ['page.html', HTML, 'text/html', 'text/html'],
    ['drawing.svg', SVG, 'image/svg+xml', 'image/svg+xml'],
    [
      'dump.bin',
      Buffer.from([1, 2, 3, 0]),
      undefined,
      'application/octet-stream',
    ],
    [
      'all.zip',
      zip('a.txt', 'a'),
      'application/x-zip-compressed',
      'application/zip',
    ],
    [
      'plan.docx',
      DOCX,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ])('of %s is told by its content', async (name, head, claimed, type) => {
    expect(await judge(name, head, claimed)).toBe(type);
  });

  it.each([
    [
      'shot.png',
      HTML,
      undefined,
      /said to be a PNG image, but its content is an HTML page/,
    ],
    ['shot.png', JPEG, 'image/png', /but its content is a JPEG image/],
    ['shot.png', SVG, undefined, /but its content is an SVG image/],
    [
      'plan.pdf',
      PNG,
      undefined,
      /said to be a PDF document, but its content is a PNG image/,
    ],
    ['plan.docx', PDF, undefined, /said to be a Word document/],
    [
      'notes.txt',
      PDF,
      undefined,
      /said to be text, but its content is a PDF document/,
    ],
    ['shot', HTML, 'image/png', /said to be a PNG image/],
    ['page.html', HTML, 'image/jpeg', /said to be a JPEG image/],
  ])('that %s lies about is refused', async (name, head, claimed, sentence) => {
    await expect(judge(name, head, claimed)).rejects.toThrow(sentence);
  });

  it.each([
    ['setup.png', EXE],
    ['setup.exe', EXE],
    ['notes.txt', ELF],
    ['harmless.bat', Buffer.from('echo hello')],
    ['install', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['photo.png.lnk', PNG],
  ])('that runs is refused: %s', async (name, head) => {
    await expect(judge(name, head)).rejects.toThrow(/programs and scripts/);
    await expect(
      judge('setup.exe', EXE, undefined, { executables: true }),
    ).resolves.toBe('application/x-msdownload');
  });

  it('is held to what is allowed and denied here', async () => {
    const allow = ['image/*', '.csv'];
    await expect(judge('a.png', PNG, undefined, { allow })).resolves.toBe(
      'image/png',
    );
    await expect(
      judge('a.csv', Buffer.from('a'), undefined, { allow }),
    ).resolves.toBe('text/csv');
    await expect(judge('a.pdf', PDF, undefined, { allow })).rejects.toThrow(
      /only these are taken here: image\/\*, \.csv/,
    );
    await expect(
      judge('a.svg', SVG, undefined, { deny: ['image/svg+xml'] }),
    ).rejects.toThrow(/not taken here/);
    expect(() =>
      judgeName({ name: 'a.zip' }, { ...LIMITS, deny: ['.zip'] }),
    ).toThrow(/not taken here/);
    expect(() => judgeName({ name: 'a.exe' }, LIMITS)).toThrow(
      /programs and scripts/,
    );
  });

  it('that is claimed says nothing where it is nobody’s', () => {
    expect(claimedType('Text/Plain; charset=utf-8')).toBe('text/plain');
    expect(claimedType('application/octet-stream')).toBeUndefined();
    expect(claimedType('application/x-www-form-urlencoded')).toBeUndefined();
    expect(claimedType(undefined)).toBeUndefined();
  });
});
