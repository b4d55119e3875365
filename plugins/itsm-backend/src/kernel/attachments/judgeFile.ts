import { InputError } from '@backstage/errors';
import { fileExtension } from '@callboard/plugin-itsm-common';
import { detectType } from './detectType';
import {
  EXECUTABLE_EXTENSIONS,
  EXECUTABLE_TYPES,
  SAYS_NOTHING,
  TEXT_TYPES,
  TOLD_BY_CONTENT,
  type FileType,
} from './fileTypes';
import type { AttachmentLimits } from './limits';

/** What is said of a file by whoever sends it. */
export interface ClaimedFile {
  name: string;
  /** Of the request; absent if there was none. */
  contentType?: string;
}

/** The media type that somebody claims, without its parameters; undefined if it says nothing. */
export function claimedType(
  contentType: string | undefined,
): string | undefined {
  const type = contentType?.split(';')[0].trim().toLocaleLowerCase('en-US');
  if (!type || SAYS_NOTHING.has(type) || type.length > 255) return undefined;
  return type;
}

const isAmong = (list: readonly string[], type: string, extension: string) =>
  list.some(
    entry =>
      entry === type ||
      (entry.endsWith('/*') && type.startsWith(entry.slice(0, -1))) ||
      (extension !== '' && entry === `.${extension}`),
  );

/** Refuses what is not taken here, by its name or by what it turned out to be. */
function refuseUnwanted(
  { name }: ClaimedFile,
  extension: string,
  type: string | undefined,
  limits: AttachmentLimits,
): void {
  const runs =
    EXECUTABLE_EXTENSIONS.has(extension) ||
    (type !== undefined && EXECUTABLE_TYPES.has(type));
  if (runs && !limits.executables) {
    throw new InputError(
      `${name}: programs and scripts are not taken as attachments; say where it can be had instead`,
    );
  }
  if (isAmong(limits.deny, type ?? '', extension)) {
    throw new InputError(
      `${name}: files of this type are not taken here (itsm.attachments.deny)`,
    );
  }
  if (type === undefined || limits.allow.length === 0) return;
  if (!isAmong(limits.allow, type, extension)) {
    throw new InputError(
      `${name}: is ${type}; only these are taken here: ${limits.allow.join(
        ', ',
      )}`,
    );
  }
}

const wordsFor = (type: string): string =>
  TOLD_BY_CONTENT.find(t => t.types[0] === type)?.words ??
  TOLD_BY_CONTENT.find(t => t.types.includes(type))?.words ??
  ((type === 'text/html' && 'an HTML page') ||
    (type === 'image/svg+xml' && 'an SVG image') ||
    (type === 'text/plain' && 'text') ||
    (type === 'application/octet-stream' && 'something else') ||
    type);

function refuseLie(name: string, said: FileType, type: string): void {
  if (said.types.includes(type)) return;
  throw new InputError(
    `${name}: is said to be ${said.words}, but its content is ${wordsFor(
      type,
    )}; send it under the name and type of what it is`,
  );
}

/** Whether a type can be what a file with an extension of text holds. */
const isLikeText = (type: string) =>
  /^text\/|^message\/|\+xml$/.test(type) ||
  ['application/octet-stream', 'application/xml'].includes(type);

/** Refuses by its name what would be refused anyhow, before any of it is read. */
export function judgeName(file: ClaimedFile, limits: AttachmentLimits): void {
  refuseUnwanted(file, fileExtension(file.name), undefined, limits);
}

/**
 * Finds out what a file is and refuses it if it is not taken here, or not what it is said to be by
 * its name or its Content-Type.
 *
 * @param head - how it begins
 * @returns its media type
 * @throws InputError
 */
export async function judgeContent(
  file: ClaimedFile,
  head: Uint8Array,
  limits: AttachmentLimits,
): Promise<string> {
  const type = await detectType(head);
  const extension = fileExtension(file.name);
  refuseUnwanted(file, extension, type, limits);
  const byName = TOLD_BY_CONTENT.find(t => t.extensions.includes(extension));
  if (byName) refuseLie(file.name, byName, type);
  const claimed = claimedType(file.contentType);
  const byClaim = TOLD_BY_CONTENT.find(
    t => claimed !== undefined && t.types.includes(claimed),
  );
  // Word documents may be told as archives, and archives be said to be so.
  if (byClaim && !(byName && byName.types.includes(claimed!)))
    refuseLie(file.name, byClaim, type);
  const text = Object.hasOwn(TEXT_TYPES, extension) && TEXT_TYPES[extension];
  if (text && !isLikeText(type)) {
    throw new InputError(
      `${file.name}: is said to be text, but its content is ${wordsFor(
        type,
      )}; send it under the name and type of what it is`,
    );
  }
  if (byName && byName.types[0].startsWith('application/vnd.'))
    return (
      byName.types.find(t => t === type && t !== 'application/zip') ??
      byName.types[0]
    );
  // What is only text is known by its name.
  return text && type === 'text/plain' ? text : type;
}
