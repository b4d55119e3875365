import type { OfferingBody } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type ItsmKernel } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import { DefaultCatalogueService } from './CatalogueService';
import { OfferingBook, type WrittenOffering } from './OfferingBook';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 100);
/** Names that sort otherwise than their characters do, and such as are one to whoever sorts. */
const NAMES = ['Ärger', 'arger', 'Zebra', 'zebra', 'a', 'A', 'é', 'e\u0301'];

const offering = (key: string, name: string) =>
  ({
    key,
    version: 1,
    body: {
      name,
      service: 'component:default/cart',
      summary: 'You get it.',
      state: 'offered',
      agreements: [],
      howToAsk: { text: 'Ask us' },
    } as unknown as OfferingBody,
  } as unknown as WrittenOffering);

describe('a list of offerings', () => {
  it('goes on where it was, whatever is gone, new or called otherwise meanwhile', async () => {
    const all = fc.uniqueArray(
      fc.record({
        key: fc.stringMatching(/^[a-z]{1,3}$/),
        name: fc.constantFrom(...NAMES),
      }),
      { selector: one => one.key, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        all,
        all,
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        async (first, later, limit, n) => {
          let written = first;
          const kernel = {
            catalog: {
              called: async (refs: string[]) => new Map(refs.map(r => [r, r])),
              describe: async () => ({}),
            },
            catalogAccess: {
              readable: async (_: unknown, r: string[]) => new Set(r),
            },
            definitions: {
              list: async () =>
                written.map(({ key, name }) => offering(key, name)),
            },
            services: { find: () => undefined },
          } as unknown as ItsmKernel;
          const service = new DefaultCatalogueService(kernel, {
            profiles: { offerings: new OfferingBook(kernel) },
          } as any);
          const walk = async (stopAfter: number, from?: string) => {
            const keys: string[] = [];
            let cursor = from;
            let pages = 0;
            do {
              const page = await service.offerings(SYSTEM_CALLER, {
                limit,
                cursor,
              } as any);
              keys.push(...page.items.map(({ key }) => key));
              cursor = page.pageInfo.nextCursor;
              pages += 1;
            } while (cursor && pages < stopAfter);
            return { keys, cursor };
          };
          const whole = (await walk(Infinity)).keys;
          expect([...whole].sort()).toEqual(first.map(one => one.key).sort());
          const { keys: seen, cursor } = await walk(
            1 + (n % Math.max(1, Math.ceil(first.length / limit))),
          );
          if (!cursor) return;
          // The last one that was seen is gone, and others came or have another name.
          const last = first.find(one => one.key === seen[seen.length - 1])!;
          const kept = first.filter(one => one !== last && n % 2 === 0);
          const others = later.filter(({ key }) =>
            kept.every(one => one.key !== key),
          );
          written = [...kept, ...others];
          const rest = (await walk(Infinity, cursor)).keys;
          written = [...written.filter(one => one.key !== last.key), last];
          const order = (await walk(Infinity)).keys;
          const after = order.slice(order.indexOf(last.key) + 1);
          expect(rest.filter(key => key !== last.key)).toEqual(after);
        },
      ),
      { numRuns },
    );
  });
});
