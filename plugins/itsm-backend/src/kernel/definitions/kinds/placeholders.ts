import { closeNames } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';

/** `{{name}}`, with or without spaces. */
const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** Placeholders of a text that nobody can fill, each with the nearest one that somebody can. */
export function placeholderFaults(
  text: string | undefined,
  path: readonly (string | number)[],
  known: readonly string[],
): DefinitionFault[] {
  const used = [...(text ?? '').matchAll(PLACEHOLDER)].map(m => m[1]);
  return [...new Set(used)]
    .filter(name => !known.includes(name))
    .map(name => {
      const [close] = closeNames(name, known);
      return {
        path,
        message: `${path.join('.')}: there is no placeholder {{${name}}}${
          close
            ? `; did you mean {{${close}}}?`
            : `; there are ${known.join(', ')}`
        }`,
      };
    });
}

/**
 * Puts values in the places of placeholders, once: what a value says is not read again. Those
 * without a value stay as they are.
 */
export function fillPlaceholders(
  text: string,
  values: Readonly<Record<string, string | undefined>>,
): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name] ?? whole : whole,
  );
}
