import {
  RiFileCodeLine,
  RiFileExcelLine,
  RiFileImageLine,
  RiFileLine,
  RiFileMusicLine,
  RiFilePdfLine,
  RiFilePptLine,
  RiFileTextLine,
  RiFileVideoLine,
  RiFileWordLine,
  RiFileZipLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { bytesWords } from '../../export/bytesWords';

const ICONS: ReadonlyArray<readonly [RegExp, ReactElement]> = [
  [/^image\//, <RiFileImageLine aria-hidden />],
  [/^video\//, <RiFileVideoLine aria-hidden />],
  [/^audio\//, <RiFileMusicLine aria-hidden />],
  [/pdf$/, <RiFilePdfLine aria-hidden />],
  [/spreadsheet|excel|csv/, <RiFileExcelLine aria-hidden />],
  [/presentation|powerpoint/, <RiFilePptLine aria-hidden />],
  [
    /wordprocessing|msword|opendocument\.text|rtf/,
    <RiFileWordLine aria-hidden />,
  ],
  [/zip|gzip|7z|rar|tar|bzip|zstd|xz/, <RiFileZipLine aria-hidden />],
  [/json|xml|yaml|html/, <RiFileCodeLine aria-hidden />],
  [/^text\/|rfc822/, <RiFileTextLine aria-hidden />],
];

/** An icon for a type of file. */
export function fileIcon(mediaType: string): ReactElement {
  const [, icon] = ICONS.find(([type]) => type.test(mediaType)) ?? [];
  return icon ?? <RiFileLine aria-hidden />;
}

/** The size of a file in words; small ones to the byte. */
export function fileSizeWords(bytes: number): string {
  if (bytes >= 1_000) return bytesWords(bytes);
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: 'byte',
    unitDisplay: 'long',
  }).format(bytes);
}
