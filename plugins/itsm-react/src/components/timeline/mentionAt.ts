/** A mention that is being typed: what stands behind the `@`, and where the `@` is. */
export interface OpenMention {
  /** Index of the `@`. */
  start: number;
  /** What is typed of the name so far. */
  query: string;
}

// Behind a letter, a slash or another sign of an address, an @ is no mention.
const OPEN = /(?<![\p{L}\p{N}\\/@._=-])@([\p{L}\p{N}._-]{0,60})$/u;

/** The mention that the caret stands in, if any. */
export function mentionAt(
  text: string,
  caret: number,
): OpenMention | undefined {
  const match = OPEN.exec(text.slice(0, caret));
  return match ? { start: match.index, query: match[1] } : undefined;
}

/**
 * How a user or group is mentioned: by the bare name where that is enough.
 *
 * @param entityRef - a full reference, e.g. `user:default/maria`
 */
export function mentionOf(entityRef: string): string {
  const short = /^user:default\/([a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?)$/.exec(
    entityRef,
  );
  return `@${short ? short[1] : entityRef}`;
}

/** A text with its open mention completed, and where the caret stands then. */
export function completeMention(
  text: string,
  caret: number,
  open: OpenMention,
  entityRef: string,
): { text: string; caret: number } {
  const rest = text.slice(caret);
  const gap = /^[\s.,;:!?)]/.test(rest) ? '' : ' ';
  const before = `${text.slice(0, open.start)}${mentionOf(entityRef)}${gap}`;
  return { text: before + rest, caret: before.length };
}
