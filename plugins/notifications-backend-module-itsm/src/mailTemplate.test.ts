import type { Notification } from '@backstage/plugin-notifications-common';
import { mailTemplate } from './mailTemplate';

const mail = mailTemplate('https://portal.example.com/desk');
const about = (payload: Partial<Notification['payload']>) =>
  ({ payload: { title: 'News', ...payload } } as Notification);

describe('a mail', () => {
  it('says what the notification says, and where to go', async () => {
    const news = about({ description: 'It is up', link: '/itsm/INC-1' });
    expect(await mail.getSubject!(news)).toBe('News');
    expect(await mail.getText!(news)).toBe(
      'It is up\n\nhttps://portal.example.com/desk/itsm/INC-1',
    );
    expect(await mail.getHtml!(news)).toBe(
      '<p>It is up</p><p><a href="https://portal.example.com/desk/itsm/INC-1">https://portal.example.com/desk/itsm/INC-1</a></p>',
    );
  });

  it('shows what people wrote as they wrote it, never as HTML', async () => {
    const html = await mail.getHtml!(
      about({
        description: `<img src="x" onerror='y'> & <a href="z">here</a>`,
        link: '/a?b="><script>',
      }),
    );
    expect(html).not.toMatch(/<(?!\/?(p|a|br)\b)/);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('&lt;img src=&quot;x&quot;');
  });

  it('that asks for one of several answers has a link for each', async () => {
    const asks = about({
      description: 'How was it?',
      link: 'https://portal.example.com/answers/t',
      metadata: {
        choices: [
          {
            label: '5 <3',
            link: 'https://portal.example.com/answers/t?score=5',
          },
          { label: 'Not a link', link: 'ftp://portal.example.com/5' },
        ],
      },
    });
    expect(await mail.getText!(asks)).toBe(
      'How was it?\n\n5 <3: https://portal.example.com/answers/t?score=5',
    );
    expect(await mail.getHtml!(asks)).toBe(
      '<p>How was it?</p><p><a href="https://portal.example.com/answers/t?score=5">5 &lt;3</a></p>',
    );
  });

  it('without a link of its own leads to the notifications', async () => {
    expect(await mail.getText!(about({}))).toBe(
      'https://portal.example.com/desk/notifications',
    );
  });
});
