import { recordPath } from '@callboard/plugin-itsm-common';
import {
  addressesHandedOut,
  addressesIn,
  leadsTo,
  portalPages,
  redirectedNumbers,
} from './portalPages';
import { registeredPractices } from './registeredPractices';

describe('an address of the portal that the backend hands out', () => {
  const pages = portalPages();

  it('is a page of the frontend', () => {
    const all = addressesHandedOut();
    // News, checks, candidates, feeds and search among them.
    expect(all.length).toBeGreaterThan(30);
    expect(pages.length).toBeGreaterThan(60);
    expect(
      all
        // What leads to any record is told of below.
        .filter(({ address }) => address !== '/itsm/:value/:value')
        .filter(({ address }) => !leadsTo(address, pages))
        .map(({ file, address }) => `${file}: ${address}`),
    ).toEqual([]);
  });

  it('is a page of every type of record, by its number', async () => {
    const types = (await registeredPractices()).flatMap(({ id, recordTypes }) =>
      (recordTypes ?? []).map(({ prefix }) => ({ id, prefix })),
    );
    expect(types.length).toBeGreaterThan(10);
    const redirected = redirectedNumbers();
    expect(redirected.size).toBeGreaterThan(2);
    expect(
      types.filter(
        ({ id, prefix }) =>
          !leadsTo(recordPath(id, `${prefix}-1`), pages) ||
          redirected.get(id)?.includes(prefix) === false,
      ),
    ).toEqual([]);
  });

  it('is found wherever it stands, and told from what only looks like one', () => {
    const code = [
      "link: '/itsm/cmdb/confirmations',",
      'path: `/itsm/portfolio/costs/${kind}/${rest.map(r => `${r}`)}?a=1`,',
      'url: `${appUrl}/itsm/portfolio/records/${number}`,',
    ].join('\n');
    expect(addressesIn(code)).toEqual([
      '/itsm/cmdb/confirmations',
      '/itsm/portfolio/costs/:value/:value?a=1',
      '/itsm/portfolio/records/:value',
    ]);
    expect(addressesIn(code).filter(one => !leadsTo(one, pages))).toEqual([]);
    expect(
      [
        '/itsm/cmdb/confirmation',
        '/itsm/incidents/new',
        '/itsm/portfolio/costs/:value/:value/:value/:value',
        '/itsm/portfolio/offerings/:value',
        '/itsm/services/:value/:value/:value/more',
        '/itsm/admin/definition/new',
      ].filter(one => leadsTo(one, pages)),
    ).toEqual([]);
  });
});
