import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anApi,
  aPackage,
  AT,
  lastCall,
  open,
} from '../../../__testUtils__/designPages';
import { inANewBrowser } from '../../../__testUtils__/openPage';

describe('evidence of a section', () => {
  beforeEach(inANewBrowser);

  it('a file of the service shows it: one that is there, or one that is uploaded', async () => {
    const file = (id: string, name: string) => ({
      id,
      name,
      mediaType: 'application/pdf',
      size: 1_000,
      sha256: 'f'.repeat(64),
      audience: 'internal',
      createdAt: AT,
      viewer: { canRemove: true },
    });
    const files = [file('f1', 'plan.pdf')];
    const sent: string[] = [];
    /** A request that takes the file at once. */
    class Taking {
      upload = {};
      status = 201;
      responseText = '';
      onload = () => {};
      url = '';
      open(_: string, url: string) {
        this.url = url;
      }
      setRequestHeader() {}
      abort() {}
      send() {
        const added = file('f2', 'review.pdf');
        files.push(added);
        sent.push(this.url);
        this.responseText = JSON.stringify(added);
        this.onload();
      }
    }
    window.XMLHttpRequest = Taking as never;
    const api = anApi({
      'design.evidence.add': () => aPackage(),
      'attachments.list': () => ({
        items: [...files],
        refs: {},
        canAddFor: ['internal', 'requester'],
        limits: { fileSize: 5_000, files: 9, totalSize: 50_000 },
      }),
    });
    open('records/SVC-7/design?section=security', api);
    const begin = async () => {
      await userEvent.click(
        within(
          await screen.findByRole('region', { name: 'Security' }),
        ).getByRole('button', { name: 'Add evidence' }),
      );
      const dialog = await screen.findByRole('dialog');
      await userEvent.click(
        within(dialog).getByRole('button', { name: /What it is/ }),
      );
      await userEvent.click(
        await screen.findByRole('option', { name: 'Attachment' }),
      );
      return dialog;
    };
    const add = (dialog: HTMLElement) =>
      userEvent.click(within(dialog).getByRole('button', { name: /^Add/ }));
    const dialog = await begin();
    await add(dialog);
    expect(
      await within(dialog).findByText('Choose a file, or upload one'),
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: /File of the service/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /plan\.pdf/ }),
    );
    await add(dialog);
    expect(lastCall(api, 'design.evidence.add')).toMatchObject({
      params: { id: 'SVC-7', section: 'security' },
      body: { kind: 'attachment', attachment: 'f1' },
    });
    const again = await begin();
    const input = within(again).getByLabelText('Upload a file', {
      selector: 'input',
    });
    // What is too large is not sent at all, and holds nothing up.
    const pdf = (size: number) =>
      new File(['x'.repeat(size)], 'review.pdf', { type: 'application/pdf' });
    await userEvent.upload(input, pdf(6_000));
    expect(await within(again).findByRole('alert')).toHaveTextContent(
      'larger than',
    );
    expect(sent).toEqual([]);
    await userEvent.upload(input, pdf(10));
    expect(
      await within(again).findByRole('button', {
        name: /review\.pdf.*File of the service/,
      }),
    ).toBeVisible();
    expect(sent[0]).toMatch(/records\/SVC-7\/attachments\?.*audience=internal/);
    await add(again);
    expect(lastCall(api, 'design.evidence.add')).toMatchObject({
      body: { kind: 'attachment', attachment: 'f2' },
    });
  });

  it('is taken away after asking once, and a file is downloaded by its name', async () => {
    const api = anApi({
      'design.evidence.remove': () => aPackage(),
      'design.get': () => {
        const found = aPackage();
        const security = found.sections.find(s => s.key === 'security')!;
        security.evidence.push({
          id: 'e3',
          kind: 'attachment',
          attachment: { id: 'f1', name: 'plan.pdf' },
          words: 'How it is done',
          addedByRef: 'user:default/maria',
          addedAt: AT,
        });
        return found;
      },
    });
    open('records/SVC-7/design?section=security', api);
    const security = await screen.findByRole('region', { name: 'Security' });
    expect(
      within(security).getByRole('button', { name: 'Download plan.pdf' }),
    ).toBeVisible();
    expect(security).toHaveTextContent('How it is done');
    await userEvent.click(
      within(security).getByRole('button', { name: 'Remove: How it is done' }),
    );
    const question = await screen.findByRole('dialog');
    expect(question).toHaveTextContent('must be accepted again');
    expect(lastCall(api, 'design.evidence.remove')).toBeUndefined();
    await userEvent.click(
      within(question).getByRole('button', { name: 'Remove evidence' }),
    );
    expect(lastCall(api, 'design.evidence.remove')).toMatchObject({
      params: { id: 'SVC-7', section: 'security', evidence: 'e3' },
    });
  });
});
