const BEGINNINGS: Record<string, readonly string[]> = {
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
  'image/webp': ['52494646'],
};

/** Whether a content begins as pictures of its type do. */
export function isPicture(mediaType: string, head: Uint8Array): boolean {
  const hex = Array.from(head.slice(0, 8), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return (BEGINNINGS[mediaType] ?? []).some(begin => hex.startsWith(begin));
}

/**
 * Reads a picture into pixels. They are drawn on a canvas: no address that a page could open is
 * made of a file that somebody sent, and the portal's content security policy may stay as it is.
 *
 * @throws if it is no picture of that type, or the browser cannot read it
 */
export async function readPicture(
  mediaType: string,
  content: Blob,
): Promise<ImageBitmap> {
  const head = new Uint8Array(await content.slice(0, 8).arrayBuffer());
  if (!isPicture(mediaType, head)) throw new Error('It is no such picture');
  return createImageBitmap(new Blob([content], { type: mediaType }));
}
