/** The most that is read into a page. */
export const MOST_BYTES = 50 * 1024 * 1024;

/**
 * The text of a file. Spreadsheets still write the encoding of Windows: what is no UTF-8 is read as
 * that.
 *
 * @returns undefined if it is no text at all
 */
export async function textOf(file: Blob): Promise<string | undefined> {
  const bytes = new Uint8Array(await new Response(file).arrayBuffer());
  if (bytes.subarray(0, 8_000).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether rows are JSON; everything else is CSV. */
export const isJson = (text: string) => /^\s*[[{]/.test(text);

/** What is wrong with JSON before it is sent; undefined if nothing is. */
export function jsonFault(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** How many lines a text has. */
export function linesOf(text: string): number {
  const breaks = text.match(/\n/g)?.length ?? 0;
  return text === '' || text.endsWith('\n') ? breaks : breaks + 1;
}
