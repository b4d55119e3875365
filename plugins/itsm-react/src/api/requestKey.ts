/**
 * A name for a request that must happen once although it may be sent twice.
 * `crypto.randomUUID` is there in secure contexts only, and some portals are served without TLS.
 */
export function newRequestKey(): string {
  const words = new Uint32Array(4);
  crypto.getRandomValues(words);
  return Array.from(words, word => word.toString(16).padStart(8, '0')).join('');
}
