import '../../../__testUtils__/desk';
import { screen } from '@testing-library/react';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import { aDue, aHealthApi } from './__testUtils__/builders';
import { onServer } from './__testUtils__/openHealth';
import { HealthTiles } from './HealthTiles';

const tile = (name: string) => screen.findByRole('link', { name });

describe('the tiles of health on the home of the CMDB', () => {
  it('say how healthy the data are and what is the reader’s, each a way there', async () => {
    onServer(<HealthTiles />, aHealthApi());
    expect(await tile('83 % Data healthy')).toHaveAttribute(
      'href',
      '/itsm/cmdb/health',
    );
    expect(await tile('15 Findings of mine')).toHaveAttribute(
      'href',
      '/itsm/cmdb/findings?view=mine',
    );
    expect(await tile('2 Mine to confirm')).toHaveAttribute(
      'href',
      '/itsm/cmdb/confirmations',
    );
  });

  it('say that there is more, and that a number is not to be had', async () => {
    const api = aHealthApi({
      'cmdb.health': () => {
        throw serverRefusal(403, 'Ask for the permission');
      },
      'cmdb.confirmations.list': () => ({
        items: [aDue()],
        pageInfo: { nextCursor: 'more' },
        refs: {},
      }),
    });
    onServer(<HealthTiles />, api);
    expect(await tile('1+ Mine to confirm')).toBeVisible();
    expect(await tile('– Data healthy')).toBeVisible();
  });
});
