import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Markdown } from './Markdown';

describe('Markdown', () => {
  it('shows HTML as the text that it is', async () => {
    const text =
      'See <script>alert(1)</script> and <img src=x onerror=alert(2)>';
    renderInTestApp(
      <div data-testid="text">
        <Markdown>{text}</Markdown>
      </div>,
    );
    const shown = await screen.findByTestId('text');
    expect(shown).toHaveTextContent(text);
    expect(shown.querySelector('script, img')).toBeNull();
  });

  it('links images instead of loading them, and never runs a link', async () => {
    const text =
      '![screen](https://example.com/a.png) [no](javascript:alert(1))';
    renderInTestApp(
      <div data-testid="text">
        <Markdown>{text}</Markdown>
      </div>,
    );
    const image = await screen.findByRole('link', { name: /screen/ });
    expect(image).toHaveAttribute('href', 'https://example.com/a.png');
    expect(screen.getByTestId('text').innerHTML).not.toContain('alert');
  });
});
