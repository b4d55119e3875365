import '../../../__testUtils__/desk';
import { mockApis } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { aServer } from '../__testUtils__/aChange';
import changesPlugin from '../plugin';

/** Opens a page as somebody who may do everything but file changes. */
function open(path: string) {
  const permissions = mockApis.permission({
    authorize: ({ permission }) =>
      (permission.name === 'itsm.change.create' ? 'DENY' : 'ALLOW') as never,
  });
  openPage(`/itsm/changes${path}`, aServer(), [changesPlugin], permissions);
}

beforeEach(inANewBrowser);

describe('to whoever may not file changes', () => {
  it('the form says so, who may, and leads back', async () => {
    open('/new');
    expect(await screen.findByText('You may not file changes')).toBeVisible();
    expect(screen.getByText(/itsm\.change\.create/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'All changes' })).toHaveAttribute(
      'href',
      '/itsm/changes/all',
    );
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('the form is not offered', async () => {
    open('');
    await screen.findByRole('region', { name: 'The next seven days' });
    expect(screen.queryByRole('link', { name: 'File change' })).toBeNull();
  });
});
