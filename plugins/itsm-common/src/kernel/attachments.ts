import { z } from 'zod';
import { AUDIENCES } from './record';
import { instantSchema, refInfoSchema } from './schema';

/** The most characters of a file's name, as most file systems have it. */
export const MOST_FILE_NAME = 255;

/** Pictures that browsers draw from pixels alone: pages may show them, nothing in them runs. */
export const PREVIEWED_TYPES: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
];

// Control characters, line and paragraph separators, halves of characters, and what turns the
// direction of writing: `exe.gnp` must not read as `png.exe`. Joiners stay, some scripts need them.
const NOT_IN_NAMES =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** What stands behind the last dot of a name, in small letters; empty if there is nothing. */
export function fileExtension(name: string): string {
  return /[^.]\.([^.]{1,20})$/.exec(name)?.[1].toLocaleLowerCase('en-US') ?? '';
}

function shortened(name: string): string {
  if (name.length <= MOST_FILE_NAME) return name;
  const extension = fileExtension(name);
  const end = extension ? name.slice(-extension.length - 1) : '';
  const start = name.slice(0, MOST_FILE_NAME - end.length);
  // Half of a character at the cut goes too.
  return start.replace(/[\ud800-\udbff]$/, '').trimEnd() + end;
}

/**
 * The name under which a file is kept: the last part of whatever path was sent, without characters
 * that cannot be seen, at most 255 long.
 *
 * @returns undefined if nothing is left that names anything
 */
export function safeFileName(sent: string): string | undefined {
  const last = sent
    .normalize('NFC')
    .replace(NOT_IN_NAMES, '')
    .split(/[/\\]/)
    .pop()!
    .trim();
  // Windows drops dots and blanks at the end, so that a name would end otherwise than it says.
  const name = shortened(last.replace(/[.\s]+$/, ''));
  return name === '' ? undefined : name;
}

/** The name of a file as somebody sends it, in the form in which it is kept. */
export const fileNameSchema = z
  .string()
  .max(2000, 'must have at most 255 characters')
  .transform((sent, ctx) => {
    const name = safeFileName(sent);
    if (name === undefined) {
      ctx.addIssue({
        code: 'custom',
        message: 'must be the name of a file, like plan.pdf',
      });
      return z.NEVER;
    }
    return name;
  });

/** A file that hangs on a record. */
export const attachmentSchema = z.object({
  id: z.uuid(),
  /** Absent once it was erased. */
  name: z.string().optional(),
  /** As its content says. */
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  sha256: z.string(),
  /** Who may read it: those who work on the record, or its requester too. */
  audience: z.enum(AUDIENCES),
  uploaderRef: z.string().optional(),
  createdAt: instantSchema,
  viewer: z.object({
    /** Whoever added it, and those who work on the record. */
    canRemove: z.boolean(),
  }),
});
export type Attachment = z.output<typeof attachmentSchema>;

/** The attachments of a record that the caller may see, oldest first. */
export const recordAttachmentsSchema = z.object({
  items: z.array(attachmentSchema),
  refs: z.record(z.string(), refInfoSchema),
  /** Whom the caller may add files for; empty if they may add none. */
  canAddFor: z.array(z.enum(AUDIENCES)),
  limits: z.object({
    /** The most bytes of one file. */
    fileSize: z.number().int(),
    /** The most files of a record. */
    files: z.number().int(),
    /** The most bytes of all files of a record. */
    totalSize: z.number().int(),
  }),
});
export type RecordAttachments = z.output<typeof recordAttachmentsSchema>;

/** What is said of a file that is sent; the body is the file. */
export const newAttachmentQuerySchema = z.strictObject({
  /** Of a path the last part is taken. */
  name: fileNameSchema,
  audience: z.enum(AUDIENCES).default('internal'),
});
