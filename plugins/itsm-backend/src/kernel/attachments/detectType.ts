import { fileTypeFromBuffer } from 'file-type';

/** What a content that is only text shows of itself. */
const UNKNOWN = 'application/octet-stream';

// As browsers tell pages from text: https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type
const PAGE =
  /^\s*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[\s>]/i;
const SVG =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i;
const XHTML = /^\s*<\?xml[\s\S]{0,2000}<html[\s>]/i;
// Bytes that no text has, as the same standard lists them.
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

/** The text at the beginning, or undefined if it is none. */
function textOf(head: Uint8Array): string | undefined {
  const [a, b] = head;
  const utf16 =
    (a === 0xff && b === 0xfe && 'utf-16le') ||
    (a === 0xfe && b === 0xff && 'utf-16be');
  if (utf16) return new TextDecoder(utf16).decode(head);
  // One byte a character: what is asked of it is in ASCII in every other encoding.
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  return NO_TEXT.test(text) ? undefined : text;
}

function typeOfText(text: string): string {
  if (text.startsWith('#!')) return 'text/x-shellscript';
  if (SVG.test(text)) return 'image/svg+xml';
  if (PAGE.test(text) || XHTML.test(text)) return 'text/html';
  return 'text/plain';
}

/**
 * The media type of a file as its content says, by how it begins. What is said of it is not asked.
 *
 * @param head - its first bytes; the first 256 kB, or all there are
 */
export async function detectType(head: Uint8Array): Promise<string> {
  const known = await fileTypeFromBuffer(head);
  // Of text it knows some kinds, and takes them for what they are called.
  const isText =
    !known || /^text\/|^application\/(?:xml|rtf)$/.test(known.mime);
  if (!isText) return known.mime.split(';')[0];
  const text = textOf(head);
  if (text === undefined) return known?.mime ?? UNKNOWN;
  const type = typeOfText(text);
  return type === 'text/plain' && known ? known.mime : type;
}
