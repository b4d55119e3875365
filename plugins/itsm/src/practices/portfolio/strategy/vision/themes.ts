import type { StrategyTheme } from '@callboard/plugin-itsm-common';

/** Themes as lines: a title, and behind a colon what it means. */
export const writeThemes = (themes: readonly StrategyTheme[]): string =>
  themes
    .map(({ title, description }) =>
      description ? `${title}: ${description}` : title,
    )
    .join('\n');

const keyOf = (title: string) =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40) || 'theme';

/** What was written, each theme under the key that it had, so that its objectives stay with it. */
export function readThemes(
  text: string,
  before: readonly StrategyTheme[],
): StrategyTheme[] {
  const taken = new Set<string>();
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const [, title, description] = /^([^:]+)(?::\s*(.*))?$/.exec(line) ?? [
        undefined,
        line,
      ];
      const known = before.find(
        one => one.title === title.trim() && !taken.has(one.key),
      );
      let key = known?.key ?? keyOf(title);
      for (let n = 2; taken.has(key); n += 1)
        key = `${keyOf(title).slice(0, 36)}-${n}`;
      taken.add(key);
      return {
        key,
        title: title.trim(),
        description: description || undefined,
      };
    });
}
