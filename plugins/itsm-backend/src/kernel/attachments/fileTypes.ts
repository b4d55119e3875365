/** A type of file that is told by its content, with the names that it goes by. */
export interface FileType {
  /** Follows "is no", and "its content is". */
  words: string;
  extensions: readonly string[];
  /** Media types that its content may be detected as; the first one is how it is called. */
  types: readonly string[];
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';
const CFB = 'application/x-cfb';
const ZIP = 'application/zip';

const of = (
  words: string,
  extensions: string,
  ...types: string[]
): FileType => ({
  words,
  extensions: extensions.split(' '),
  types,
});

/** Types whose content begins in a way that nothing else does. */
export const TOLD_BY_CONTENT: readonly FileType[] = [
  of('a PNG image', 'png', 'image/png', 'image/apng'),
  of('a JPEG image', 'jpg jpeg jpe jfif', 'image/jpeg'),
  of('a GIF image', 'gif', 'image/gif'),
  of('a WebP image', 'webp', 'image/webp'),
  of('a BMP image', 'bmp', 'image/bmp'),
  of('a TIFF image', 'tif tiff', 'image/tiff'),
  of('an AVIF image', 'avif', 'image/avif'),
  of(
    'a HEIF image',
    'heic heif',
    'image/heic',
    'image/heif',
    'image/heic-sequence',
    'image/heif-sequence',
  ),
  of('an icon', 'ico', 'image/x-icon', 'image/vnd.microsoft.icon'),
  of('a PDF document', 'pdf', 'application/pdf'),
  of('an RTF document', 'rtf', 'application/rtf', 'text/rtf'),
  of(
    'a Word document',
    'docx dotx docm',
    `${OOXML}.wordprocessingml.document`,
    `${OOXML}.wordprocessingml.template`,
    'application/vnd.ms-word.document.macroenabled.12',
    ZIP,
    // With a password it is packed as the old ones are.
    CFB,
  ),
  of(
    'an Excel workbook',
    'xlsx xltx xlsm',
    `${OOXML}.spreadsheetml.sheet`,
    `${OOXML}.spreadsheetml.template`,
    'application/vnd.ms-excel.sheet.macroenabled.12',
    ZIP,
    CFB,
  ),
  of(
    'a PowerPoint presentation',
    'pptx potx ppsx pptm',
    `${OOXML}.presentationml.presentation`,
    `${OOXML}.presentationml.template`,
    `${OOXML}.presentationml.slideshow`,
    'application/vnd.ms-powerpoint.presentation.macroenabled.12',
    ZIP,
    CFB,
  ),
  of('an OpenDocument text', 'odt', `${ODF}.text`, ZIP),
  of('an OpenDocument spreadsheet', 'ods', `${ODF}.spreadsheet`, ZIP),
  of('an OpenDocument presentation', 'odp', `${ODF}.presentation`, ZIP),
  of('a document of an old Office', 'doc xls ppt vsd', CFB),
  of('an Outlook message', 'msg', CFB, 'application/vnd.ms-outlook'),
  of('a ZIP archive', 'zip', ZIP, 'application/x-zip-compressed'),
  of('a gzip archive', 'gz tgz', 'application/gzip', 'application/x-gzip'),
  of('a 7-Zip archive', '7z', 'application/x-7z-compressed'),
  of(
    'a RAR archive',
    'rar',
    'application/x-rar-compressed',
    'application/vnd.rar',
  ),
  of('a bzip2 archive', 'bz2', 'application/x-bzip2'),
  of('an XZ archive', 'xz', 'application/x-xz'),
  of('a Zstandard archive', 'zst', 'application/zstd'),
  of('a WebM or Matroska video', 'webm mkv', 'video/webm', 'video/matroska'),
  of(
    'an MP4 video',
    'mp4 m4v mov',
    'video/mp4',
    'video/x-m4v',
    'video/quicktime',
  ),
  of('a network capture', 'pcap', 'application/vnd.tcpdump.pcap'),
];

/** Extensions of what is read as text, by the media type under which it is known. */
export const TEXT_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  conf: 'text/plain',
  cfg: 'text/plain',
  ini: 'text/plain',
  diff: 'text/plain',
  patch: 'text/plain',
  sql: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  xml: 'application/xml',
  eml: 'message/rfc822',
  html: 'text/html',
  htm: 'text/html',
  svg: 'image/svg+xml',
};

/** What an operating system would run, as its content says. */
export const EXECUTABLE_TYPES: ReadonlySet<string> = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/wasm',
  'application/x-deb',
  'application/x-rpm',
  'application/x-apple-diskimage',
  'application/x-ms-shortcut',
  'application/x-ms-regedit',
  'application/x-ft-apple.alias',
  'application/x-xpinstall',
  'application/x-google-chrome-extension',
  'application/vnd.ms-htmlhelp',
  'text/x-shellscript',
]);

/** What an operating system would run because of its name. */
export const EXECUTABLE_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    'exe com dll scr cpl msi msp msix appx bat cmd pif ps1 psm1 vbs vbe js jse wsf wsh hta lnk ' +
    'reg scf inf url jar app dmg pkg deb rpm apk command sh bash run chm'
  ).split(' '),
);

/** Media types that mean nothing: what is sent under them is what its content says. */
export const SAYS_NOTHING: ReadonlySet<string> = new Set([
  'application/octet-stream',
  'binary/octet-stream',
  // What command lines send when nobody says anything.
  'application/x-www-form-urlencoded',
]);
