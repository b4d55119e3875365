import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setLive } from '../../api/live';
import { LiveToggle } from './LiveToggle';

describe('whether a list is live', () => {
  beforeEach(() => setLive(true));

  it('is said, and it is held still or followed again', async () => {
    const refetch = jest.fn();
    renderInTestApp(<LiveToggle result={{ refetch }} />);
    const toggle = await screen.findByRole('button', { name: 'Live' });
    expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(toggle);
    expect(toggle).toHaveAttribute('aria-pressed', 'false');
    expect(refetch).not.toHaveBeenCalled();
    await userEvent.click(toggle);
    expect(refetch).toHaveBeenCalledTimes(1);
  });

  it('is not said of one that could not be loaded again: since when it is not, and it can be tried', async () => {
    const refetch = jest.fn();
    const dataUpdatedAt = new Date(2026, 1, 3, 14, 5).getTime();
    renderInTestApp(
      <LiveToggle result={{ refetch, isRefetchError: true, dataUpdatedAt }} />,
    );
    const again = await screen.findByRole('button', {
      name: /^Not up to date since .*0?[24]:05/,
    });
    expect(screen.queryByRole('button', { name: 'Live' })).toBeNull();
    await userEvent.click(again);
    expect(refetch).toHaveBeenCalledTimes(1);
    // It stays followed.
    expect(window.localStorage.getItem('itsm.live')).toBe('on');
  });
});
