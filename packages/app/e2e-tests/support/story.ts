import type { APIRequestContext } from '@playwright/test';

/** A person's own calls to the API, so that a story can be told without clicking through it. */
export class Person {
  private constructor(
    private readonly request: APIRequestContext,
    readonly token: string,
  ) {}

  /**
   * Signs a person of the demo in, by the name in their reference. A portal that has just started may
   * not have read them from its files yet.
   */
  static async named(request: APIRequestContext, name: string) {
    const until = Date.now() + 20_000;
    for (;;) {
      const answer = await request.get(
        '/api/auth/personas/refresh?env=development',
        {
          headers: {
            'x-callboard-persona': `user:default/${name}`,
            'x-requested-with': 'XMLHttpRequest',
          },
        },
      );
      const { backstageIdentity } = await answer.json();
      if (backstageIdentity)
        return new Person(request, backstageIdentity.token);
      if (Date.now() > until) throw new Error(`${name} cannot sign in`);
      await new Promise(done => setTimeout(done, 250));
    }
  }

  /** Asks the API of Callboard and gives the answer. */
  async get(path: string): Promise<any> {
    return this.send('get', path);
  }

  /** Imports incidents as the mapping of ServiceNow's exports reads them. */
  async import(csv: string): Promise<void> {
    const answer = await this.request.post(
      '/api/itsm/imports?mapping=servicenow&source=tests',
      {
        data: csv,
        headers: {
          authorization: `Bearer ${this.token}`,
          'content-type': 'text/csv',
        },
      },
    );
    const [last] = (await answer.text()).trim().split('\n').slice(-1);
    const { state, failed } = JSON.parse(last);
    if (state !== 'done' || failed > 0) throw new Error(`import: ${last}`);
  }

  /** Posts to the API of Callboard and gives the answer. */
  async post(path: string, data: object): Promise<any> {
    return this.send('post', path, data);
  }

  /** Changes something through the API of Callboard and gives the answer. */
  async patch(path: string, data: object): Promise<any> {
    return this.send('patch', path, data);
  }

  /** Puts something to the API of Callboard and gives the answer. */
  async put(path: string, data: object): Promise<any> {
    return this.send('put', path, data);
  }

  private async send(
    method: 'get' | 'post' | 'patch' | 'put',
    path: string,
    data?: object,
  ) {
    const answer = await this.request[method](`/api/itsm${path}`, {
      data,
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }
}

/** The incidents of the story, by what they show. */
export interface Story {
  worked: string;
  asked: string;
  resolved: string;
}

const OTHERS = [
  ['cart', 'Cart forgets items after sign-in', 3, 2],
  ['payment', 'Card authorisation takes 20 s in the evening', 2, 1],
  ['shipping', 'Shipping costs are missing for Norway', 2, 2],
  ['frontend', 'Pictures flicker on slow connections', 3, 3],
  ['recommendation', 'Recommendations repeat the same product', 3, 2],
  ['ad', 'Advertisements answer slowly', 1, 2],
  ['currency', 'Rates are a day old', 2, 3],
  ['product-catalog', 'Search finds nothing with an umlaut', 2, 2],
] as const;

/** A morning in the shop: an outage being worked, one resolved, and the small things beside. */
export async function tellStory(request: APIRequestContext): Promise<Story> {
  const sofia = await Person.named(request, 'sofia');
  const jonas = await Person.named(request, 'jonas');
  const tom = await Person.named(request, 'tom');
  for (const [name, title, impact, urgency] of OTHERS) {
    const serviceRef = `component:default/${name}`;
    await tom.post('/incidents', { serviceRef, title, impact, urgency });
  }

  const late = await sofia.post('/incidents', {
    serviceRef: 'component:default/email',
    title: 'Order confirmations arrive hours late',
  });
  await tom.post(`/incidents/${late.number}/transitions`, {
    transition: 'resolve',
    resolution: 'The mail queue was stuck; restarted and drained.',
    resolutionCode: 'solved',
  });
  const asked = await sofia.post('/incidents', {
    serviceRef: 'component:default/frontend',
    title: 'The campaign page shows last year’s prices',
    description: 'All products of the *autumn sky* campaign.',
  });

  const worked = await sofia.post('/incidents', {
    serviceRef: 'component:default/checkout',
    title: 'Checkout answers 502 for every third order',
    description:
      'Since about 9:40 **every third order** fails:\n\n1. Put anything in the cart\n2. Pay with a card\n3. `502 Bad Gateway`\n\n| region | failing |\n|---|---|\n| eu | 34 % |\n| us | 2 % |',
    impact: 1,
    urgency: 1,
  });
  const take = (transition: string) =>
    jonas.post(`/incidents/${worked.number}/transitions`, { transition });
  const say = (who: Person, body: string, audience: string) =>
    who.post(`/records/${worked.number}/comments`, { body, audience });
  await take('acknowledge');
  await take('start');
  await say(jonas, 'The payment pods restart every minute.', 'internal');
  await say(jonas, 'We found it and are rolling back.', 'requester');
  await say(sofia, 'Thank you! The campaign starts at noon.', 'requester');
  await jonas.patch(`/incidents/${worked.number}`, {
    urgency: 2,
    category: 'function',
    ciRef: 'component:default/payment',
  });
  await jonas.post(`/records/${worked.number}/links`, {
    kind: 'affects',
    target: 'component:default/email',
  });
  return {
    worked: worked.number,
    asked: asked.number,
    resolved: late.number,
  };
}
