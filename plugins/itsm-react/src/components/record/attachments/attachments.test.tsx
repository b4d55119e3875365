import {
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { attachmentRoutes } from '@callboard/plugin-itsm-common';
import type { Attachment, Audience } from '@callboard/plugin-itsm-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ItsmQueryProvider } from '../../../api/ItsmQueryProvider';
import { itsmApiRef } from '../../../api/itsmApiRef';
import { getItsmQueryClient } from '../../../api/queryClient';
import { Attachments } from './Attachments';
import { pastedFiles } from './filesOf';
import { isPicture } from './pictures';
import { sendFile } from './sendFile';
import type { FileToSend } from './sendFile';

jest.mock('./sendFile');

const PLAN: Attachment = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  name: 'plan.pdf',
  mediaType: 'application/pdf',
  size: 3_100_000,
  sha256: 'f'.repeat(64),
  audience: 'requester',
  uploaderRef: 'user:default/maria',
  createdAt: '2026-03-01T09:00:00.000Z',
  viewer: { canRemove: true },
};

/** What stands where something may come. */
const BUSY = 'div[aria-busy="true"]:empty';

/** An upload that the test brings to its end. */
interface Sending extends FileToSend {
  resolve: (added?: unknown) => void;
  reject: (error: unknown) => void;
}

function show(
  options: {
    items?: Attachment[];
    canAddFor?: Audience[];
    withoutRequester?: boolean;
    /** The server says what there is when this is fulfilled. */
    after?: Promise<void>;
  } = {},
) {
  getItsmQueryClient().clear();
  const server = {
    items: options.items ?? [PLAN],
    removed: [] as string[],
    answers: jest.fn(),
  };
  const sending: Sending[] = [];
  (sendFile as jest.Mock).mockImplementation(
    send =>
      new Promise((resolve, reject) => {
        sending.push({ ...send, resolve, reject });
      }),
  );
  const call = async (contract: any, { params }: any) => {
    if (contract === attachmentRoutes.remove) {
      server.removed.push(params.attachmentId);
      server.items = server.items.filter(i => i.id !== params.attachmentId);
      return undefined;
    }
    await options.after;
    return {
      items: server.items,
      refs: {},
      canAddFor: options.canAddFor ?? ['internal', 'requester'],
      limits: { fileSize: 5_000_000, files: 3, totalSize: 50_000_000 },
    };
  };
  renderInTestApp(
    <ItsmQueryProvider>
      <Attachments number="INC-7" withoutRequester={options.withoutRequester} />
    </ItsmQueryProvider>,
    {
      apis: [
        [itsmApiRef, { call }],
        [discoveryApiRef, { getBaseUrl: async () => '/api/itsm' }],
        [
          identityApiRef,
          { getCredentials: async () => ({ token: 'a-token' }) },
        ],
        [fetchApiRef, { fetch: server.answers }],
        [toastApiRef, { post: jest.fn() }],
      ] as never,
    },
  );
  return { server, sending, user: userEvent.setup() };
}

const file = (name: string, size = 10) =>
  new File(['x'.repeat(size)], name, { type: 'text/plain' });
const choose = async (...files: File[]) =>
  fireEvent.change(
    await screen.findByLabelText('Add files', { selector: 'input' }),
    { target: { files } },
  );
const begun = (sending: Sending[], count: number) =>
  waitFor(() => expect(sending).toHaveLength(count));

describe('the files on a record', () => {
  it('say what they are, and are removed after asking once', async () => {
    const { server, user } = show();
    const list = await screen.findByRole('list', { name: 'Attachments' });
    expect(within(list).getByText('3.1 MB')).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'Attachments · 1' }),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Remove plan.pdf' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Keep it' }));
    expect(server.removed).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove plan.pdf' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Remove',
      }),
    );
    await waitFor(() => expect(server.removed).toEqual([PLAN.id]));
    expect(
      await screen.findByText('plan.pdf was removed.'),
    ).toBeInTheDocument();
  });

  it('are waited for until it is known what there is', async () => {
    let answer = () => {};
    const after = new Promise<void>(resolve => {
      answer = resolve;
    });
    show({ items: [], after });
    await waitFor(() => expect(document.querySelector(BUSY)).not.toBeNull());
    expect(screen.queryByText('Attachments')).not.toBeInTheDocument();
    answer();
    expect(
      await screen.findByRole('button', { name: 'Add files' }),
    ).toBeVisible();
    expect(document.querySelector(BUSY)).toBeNull();
  });

  it('are nothing to see where there are none and none may be added', async () => {
    show({ items: [], canAddFor: [] });
    await waitFor(() =>
      expect(screen.queryByText('Attachments')).not.toBeInTheDocument(),
    );
  });

  it('are added for whom was chosen, with their progress, two at a time', async () => {
    const { server, sending, user } = show();
    await user.click(
      await screen.findByRole('radio', { name: 'Requester too' }),
    );
    await choose(file('a.txt', 2000), file('b.txt'), file('c.txt'));
    await begun(sending, 2);
    expect(sending[0]).toMatchObject({
      url: '/api/itsm/records/INC-7/attachments?name=a.txt&audience=requester',
      token: 'a-token',
    });
    act(() => sending[0].onSent(1000));
    const progress = await screen.findByRole('progressbar', {
      name: 'Adding a.txt',
    });
    expect(progress).toHaveAttribute('value', '1000');
    expect(screen.getByText('waits')).toBeVisible();
    server.items = [
      PLAN,
      { ...PLAN, id: PLAN.id.replace(/1$/, '2'), name: 'a.txt' },
    ];
    await act(async () => sending[0].resolve({}));
    expect(await screen.findByText('a.txt was added.')).toBeInTheDocument();
    expect(
      await screen.findAllByRole('button', { name: 'Download a.txt' }),
    ).not.toEqual([]);
    await begun(sending, 3);
  });

  it('say why one was not added, beside it, and try again under the same name of the request', async () => {
    const { sending, user } = show();
    await choose(
      file('big.txt', 5_000_001),
      new File([], 'empty.txt'),
      file('lie.png'),
    );
    expect(await screen.findByText(/larger than 5 MB/)).toBeVisible();
    expect(screen.getByText(/It is empty/)).toBeVisible();
    await begun(sending, 1);
    const message =
      'lie.png: is said to be a PNG image, but its content is text';
    await act(async () =>
      sending[0].reject({ statusCode: 400, body: { error: { message } } }),
    );
    expect(await screen.findByText(message)).toBeVisible();
    // The same file would be refused again; one that did not arrive may.
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await choose(file('notes.txt'));
    await begun(sending, 2);
    await act(async () => sending[1].reject(new TypeError('Failed to fetch')));
    expect(await screen.findByText(/cannot be reached/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await begun(sending, 3);
    expect(sending[2].key).toBe(sending[1].key);
    await user.click(screen.getByRole('button', { name: 'Cancel notes.txt' }));
    expect(sending[2].signal.aborted).toBe(true);
    expect(screen.queryByText('notes.txt')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Dismiss big.txt' }));
    expect(screen.queryByText('big.txt')).not.toBeInTheDocument();
  });

  it('come by dropping and pasting, too; requesters choose nothing', async () => {
    const { sending } = show({ canAddFor: ['requester'] });
    const hint = await screen.findByText(/Drop files here/);
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    const dropped = { files: [file('drop.txt')], types: ['Files'] };
    fireEvent.dragEnter(hint, { dataTransfer: dropped });
    expect(screen.getByText('Drop to add')).toBeVisible();
    fireEvent.drop(screen.getByText('Drop to add'), { dataTransfer: dropped });
    await begun(sending, 1);
    expect(sending[0].url).toMatch(/name=drop\.txt&audience=requester$/);
    fireEvent.paste(document.body, {
      clipboardData: {
        files: [new File(['x'], 'image.png', { type: 'image/png' })],
        types: ['Files'],
      },
    });
    await begun(sending, 2);
    expect(sending[1].url).toMatch(/name=Pasted\+\d{4}-\d\d-\d\d\+[\d.]+\.png/);
  });

  it('that are pasted are none where words are', () => {
    const files = [file('image.png')] as unknown as FileList;
    const nameOf = () => 'shot.png';
    expect(
      pastedFiles({ files, types: ['text/plain', 'Files'] }, nameOf),
    ).toEqual([]);
    expect(pastedFiles(null, nameOf)).toEqual([]);
    expect(pastedFiles({ files, types: ['Files'] }, nameOf)[0].name).toBe(
      'shot.png',
    );
  });

  it('are shown as pictures only if they begin like their type', () => {
    const png = Uint8Array.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a,
    ]);
    expect(isPicture('image/png', png)).toBe(true);
    expect(isPicture('image/jpeg', png)).toBe(false);
    expect(isPicture('image/svg+xml', png)).toBe(false);
    expect(isPicture('image/png', new TextEncoder().encode('<svg '))).toBe(
      false,
    );
  });
});

describe('sending a file', () => {
  class FakeRequest {
    static last: FakeRequest;
    upload: { onprogress?: (event: { loaded: number }) => void } = {};
    headers: Record<string, string> = {};
    status = 0;
    responseText = '';
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    constructor() {
      FakeRequest.last = this;
    }
    open = jest.fn();
    send = jest.fn();
    setRequestHeader(name: string, value: string) {
      this.headers[name] = value;
    }
    abort() {
      this.onabort?.();
    }
    answer(status: number, body: unknown) {
      this.status = status;
      this.responseText = JSON.stringify(body);
      this.onload?.();
    }
  }
  const original = XMLHttpRequest;
  beforeAll(() => {
    Object.assign(window, { XMLHttpRequest: FakeRequest });
  });
  afterAll(() => {
    Object.assign(window, { XMLHttpRequest: original });
  });

  const send = () => {
    const abort = new AbortController();
    const onSent = jest.fn();
    const sent = jest.requireActual('./sendFile').sendFile({
      url: '/there',
      token: 'a-token',
      key: 'a-key',
      file: new Blob(['x'], { type: 'image/png' }),
      signal: abort.signal,
      onSent,
    });
    return { abort, onSent, sent, request: FakeRequest.last };
  };

  it('names itself and what it is, and tells how far it is', async () => {
    const { request, onSent, sent } = send();
    expect(request.headers).toEqual({
      'Content-Type': 'image/png',
      'Idempotency-Key': 'a-key',
      Authorization: 'Bearer a-token',
    });
    request.upload.onprogress?.({ loaded: 1 });
    expect(onSent).toHaveBeenCalledWith(1);
    request.answer(201, PLAN);
    await expect(sent).resolves.toEqual(PLAN);
  });

  it('fails as all requests fail', async () => {
    const refused = send();
    const body = { error: { message: 'Too large' } };
    refused.request.answer(413, body);
    await expect(refused.sent).rejects.toMatchObject({ statusCode: 413, body });
    const offline = send();
    offline.request.onerror?.();
    await expect(offline.sent).rejects.toBeInstanceOf(TypeError);
    const cancelled = send();
    cancelled.abort.abort();
    await expect(cancelled.sent).rejects.toMatchObject({ name: 'AbortError' });
  });
});
