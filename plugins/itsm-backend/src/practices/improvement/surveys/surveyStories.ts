import type { PolicyDecision } from '@backstage/plugin-permission-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/** Sam may not see what surveys came to. */
export const decide = (permission: string, user?: string): PolicyDecision =>
  permission === 'itsm.survey.read' && user === 'user:default/sam'
    ? { result: AuthorizeResult.DENY }
    : { result: AuthorizeResult.ALLOW };

/** Waits for what happens in the background. */
export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('It did not happen within 20 s');
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

/** The body of an answer; an error for one that is none. */
export async function done(
  asked: PromiseLike<{ status: number; body: any }>,
): Promise<any> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}
