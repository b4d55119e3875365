/** What a failed installation was about, read from the tool's own output. */

/** A full disk, which also stops a portal that ran well until then. */
export const diskFull = {
  pattern: /\bENOSPC\b|no space left on device|SQLITE_FULL/i,
  sentence:
    'The disk is full: free about 3 GB, then run the same command again; nothing stored is lost.',
};

const causes = [
  diskFull,
  {
    // Yarn's code for "the lockfile would have been modified".
    pattern: /\bYN0028\b/,
    sentence:
      'yarn.lock does not match the package.json files: run `yarn install` and commit the changed yarn.lock.',
  },
  {
    pattern: /\bE401\b|\bE403\b|\bYN0041\b|\bYN0033\b/,
    sentence:
      'The package registry refused access: check the registry and the token in your npm settings (`npm config list`).',
  },
  {
    pattern:
      /UNABLE_TO_(VERIFY|GET)|SELF_SIGNED_CERT|unable to (verify|get) (the first|local issuer) certificate|self[- ]signed certificate/i,
    sentence:
      'The certificate of the package registry is not trusted: give npm your authority with `npm config set cafile <file>`.',
  },
  {
    pattern:
      /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b|network request failed|socket hang up/i,
    sentence:
      'No network: the first start needs the npm registry. Check the connection, or the proxy in your npm settings, then run the same command again.',
  },
  {
    pattern: /\b(EACCES|EROFS)\b/,
    sentence:
      'This folder may not be written to: check its owner and permissions, then run the same command again.',
  },
];

/** The sentence for the first cause found in the output, or undefined when none is known. */
export function explain(output) {
  return causes.find(cause => cause.pattern.test(output))?.sentence;
}
