import type { RootConfigService } from '@backstage/backend-plugin-api';

/** How large files may be, how many, and of which types: `itsm.attachments`. */
export interface AttachmentLimits {
  /** The most bytes of one file. */
  fileSize: number;
  /** The most files of a record. */
  files: number;
  /** The most bytes of all files of a record. */
  totalSize: number;
  /** Media types (`image/*` too) and extensions (`.pdf`); if there are any, nothing else is taken. */
  allow: readonly string[];
  /** What is not taken, in the same form. */
  deny: readonly string[];
  /** Whether programs and scripts that an operating system would run are taken. */
  executables: boolean;
}

const UNITS: Record<string, number> = { kb: 1e3, mb: 1e6, gb: 1e9 };
const DEFAULTS = { maxSize: 25e6, maxPerRecord: 100, maxTotalPerRecord: 250e6 };
const TYPE =
  /^(?:\.[a-z0-9]{1,20}|[a-z0-9!#$&^_.+-]+\/(?:\*|[a-z0-9!#$&^_.+-]+))$/;

function bytesOf(
  config: RootConfigService,
  key: keyof typeof DEFAULTS,
): number {
  const path = `itsm.attachments.${key}`;
  const given = config.getOptional(path) ?? DEFAULTS[key];
  const words = /^(\d+(?:\.\d+)?)\s*(kb|mb|gb)$/i.exec(String(given).trim());
  const bytes = words
    ? Number(words[1]) * UNITS[words[2].toLocaleLowerCase('en-US')]
    : Number(given);
  if (!(bytes >= 1 && Number.isSafeInteger(Math.floor(bytes)))) {
    throw new Error(
      `${path} is ${JSON.stringify(
        given,
      )}; it must be a size like "25 MB", or a number of bytes`,
    );
  }
  return Math.floor(bytes);
}

function typesOf(config: RootConfigService, key: 'allow' | 'deny'): string[] {
  const path = `itsm.attachments.${key}`;
  const types = (config.getOptionalStringArray(path) ?? []).map(type =>
    type.trim().toLocaleLowerCase('en-US'),
  );
  const wrong = types.find(type => !TYPE.test(type));
  if (wrong !== undefined) {
    throw new Error(
      `${path} names "${wrong}"; it must be a media type like image/png or image/*, or an extension like .pdf`,
    );
  }
  return types;
}

/** Reads the limits. @throws Error that names the key and says what it must be */
export function readAttachmentLimits(
  config: RootConfigService,
): AttachmentLimits {
  const files =
    config.getOptionalNumber('itsm.attachments.maxPerRecord') ??
    DEFAULTS.maxPerRecord;
  // All of a record's are shown at once.
  if (!(Number.isInteger(files) && files >= 1 && files <= 500)) {
    throw new Error(
      `itsm.attachments.maxPerRecord is ${files}; it must be a whole number from 1 to 500`,
    );
  }
  const fileSize = bytesOf(config, 'maxSize');
  return {
    fileSize,
    files,
    totalSize: Math.max(bytesOf(config, 'maxTotalPerRecord'), fileSize),
    allow: typesOf(config, 'allow'),
    deny: typesOf(config, 'deny'),
    executables:
      config.getOptionalBoolean('itsm.attachments.allowExecutables') ?? false,
  };
}

/** So many bytes in words: `25 MB`, `640 kB`. */
export function sizeWords(bytes: number): string {
  if (bytes === 1) return '1 byte';
  if (bytes < 1_000) return `${bytes} bytes`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${Number(size.toFixed(1))} ${unit}`;
}
