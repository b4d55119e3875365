import type { ReactElement } from 'react';

/** A picture as the text of a file of its own. What writes it is loaded when it is wanted. */
export async function svgFile(picture: ReactElement): Promise<string> {
  const { renderToStaticMarkup } = await import('react-dom/server');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToStaticMarkup(
    picture,
  )}\n`;
}
