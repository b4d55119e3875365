import type { CallOptions } from '@callboard/plugin-itsm-common';
import type { ItsmApi } from '@callboard/plugin-itsm-react';

type Answer = (call: CallOptions<any>) => unknown;

/** A server in memory: answers routes by the names of their contracts, refuses all others. */
export class FakeItsmApi implements ItsmApi {
  /** What was asked, oldest first. */
  readonly calls: Array<CallOptions<any> & { route: string }> = [];

  constructor(private readonly answers: Record<string, Answer>) {}

  async call(contract: any, options: CallOptions<any> = {}): Promise<any> {
    this.calls.push({ route: contract.name, ...options });
    const answer = this.answers[contract.name];
    if (!answer) throw serverRefusal(404, `There is no ${contract.name} here`);
    return answer(options);
  }
}

/** A refusal as the server words it. */
export function serverRefusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(`Request failed with ${statusCode}`), {
    statusCode,
    body: { error: { name: 'Refusal', message } },
  });
}
