import type { UrlValues } from '@callboard/plugin-itsm-react';
import { questionSearch, readImpactAddress } from './impactAddress';

function url(search: string): Pick<UrlValues, 'get' | 'list'> {
  const params = new URLSearchParams(search);
  return {
    get: name => params.get(name) ?? '',
    list: name => (params.get(name) ?? '').split(',').filter(Boolean),
  };
}

describe('the address of dependencies', () => {
  it('asks what fails if it says nothing, or nonsense', () => {
    for (const search of ['', '?ask=why&view=globe&with=angry&by=moon'])
      expect(readImpactAddress(url(search))).toMatchObject({
        part: 'impact',
        view: undefined,
        with: [],
        groupBy: 'owner',
      });
  });

  it('of another question keeps what is assumed and how it is shown', () => {
    const address = readImpactAddress(
      url('?view=list&with=down,changing&down=a:b/c&q=x&item=d:e/f&kind=api'),
    );
    const next = readImpactAddress(
      url(questionSearch(address, 'singlePoints')),
    );
    expect(next).toMatchObject({
      part: 'singlePoints',
      view: 'list',
      with: ['down', 'changing'],
      down: ['a:b/c'],
      item: undefined,
      filter: { text: '', kind: [] },
    });
  });
});
