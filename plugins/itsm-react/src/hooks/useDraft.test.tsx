import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useDraft } from './useDraft';
import { useFormDraft } from './useFormDraft';

/** The portal in this tab, as somebody who is known at once or only later. */
function asWho(me: string, isKnown = true) {
  const client = new QueryClient();
  const userEntityRef = `user:default/${me}`;
  const knowsMe = () => client.setQueryData(['itsm-me'], { userEntityRef });
  if (isKnown) knowsMe();
  const identity = mockApis.identity({ userEntityRef });
  // Who it is is said by the test.
  identity.getBackstageIdentity = () => new Promise(() => {});
  const wrapper = (props: { children: ReactNode }) => (
    <TestApiProvider apis={[[identityApiRef, identity]]}>
      <QueryClientProvider client={client}>
        {props.children}
      </QueryClientProvider>
    </TestApiProvider>
  );
  return { wrapper, knowsMe };
}

function open(me: string, name = 'comment/INC-1', isKnown = true) {
  const { wrapper, knowsMe } = asWho(me, isKnown);
  const { result, rerender, unmount } = renderHook(
    props => useDraft(props.name, ''),
    { wrapper, initialProps: { name } },
  );
  return {
    words: () => result.current[0],
    isKept: () => result.current[3],
    type: (text: string) => act(() => result.current[1](text)),
    clear: () => act(() => result.current[2]()),
    result,
    rerender,
    unmount,
    knowsMe: () => act(() => knowsMe()),
  };
}

const kept = () => Object.keys(window.sessionStorage);

beforeEach(() => window.sessionStorage.clear());

describe('a draft', () => {
  it('is there again at once, and says that it is of before', () => {
    const first = open('maria');
    first.type('The cause is known');
    expect(first.isKept()).toBe(false);
    first.unmount();
    const again = open('maria');
    expect([again.words(), again.isKept()]).toEqual([
      'The cause is known',
      true,
    ]);
  });

  it('is gone once it is sent or given up', () => {
    const first = open('maria');
    first.type('The cause is known');
    first.clear();
    expect([first.words(), kept()]).toEqual(['', []]);
  });

  it('is none where it is as it began', () => {
    const first = open('maria');
    first.type('Hm');
    expect(kept()).toEqual(['itsm.draft/user:default/maria/comment/INC-1']);
    first.type('');
    expect(kept()).toEqual([]);
  });

  it('is nothing for whoever signs in next in the same tab', () => {
    window.sessionStorage.setItem('callboard.persona', 'user:default/tom');
    const hers = open('maria');
    hers.type('She said that he is ill');
    hers.unmount();
    const his = open('mari');
    expect(his.words()).toBe('');
    expect(kept()).toEqual(['callboard.persona']);
  });

  it('is kept by whoever was quicker than their name, and found by whoever was not', async () => {
    const quick = open('maria', 'comment/INC-1', false);
    quick.type('Quick');
    expect(kept()).toEqual([]);
    quick.knowsMe();
    await waitFor(() => expect(kept()).toHaveLength(1));
    expect([quick.words(), quick.isKept()]).toEqual(['Quick', false]);
    quick.unmount();
    const slow = open('maria', 'comment/INC-1', false);
    expect(slow.words()).toBe('');
    slow.knowsMe();
    await waitFor(() => expect(slow.words()).toBe('Quick'));
    expect(slow.isKept()).toBe(true);
  });

  it('stays with what it is of, where the page goes on to something else', () => {
    const page = open('maria');
    page.type('Of the first');
    const [, setOfFirst, clearOfFirst] = page.result.current;
    page.rerender({ name: 'comment/INC-2' });
    expect([page.words(), page.isKept()]).toEqual(['', false]);
    page.type('Of the second');
    // The first one's answer comes only now.
    act(() => setOfFirst('Late'));
    act(() => clearOfFirst());
    expect(page.words()).toBe('Of the second');
    page.rerender({ name: 'comment/INC-1' });
    expect(page.words()).toBe('');
    page.rerender({ name: 'comment/INC-2' });
    expect([page.words(), page.isKept()]).toEqual(['Of the second', true]);
  });
});

describe('the form of a dialog', () => {
  it('takes two changes of one moment, and goes on from the version that was asked for', () => {
    const { wrapper } = asWho('maria');
    const { result, rerender } = renderHook(
      props =>
        useFormDraft('risk/RSK-7', { why: '', until: '' }, props.version),
      { wrapper, initialProps: { version: 3 } },
    );
    act(() => {
      result.current.change({ why: 'Accepted' });
      result.current.change({ until: '2026-12-01' });
    });
    expect(result.current.form).toEqual({
      why: 'Accepted',
      until: '2026-12-01',
    });
    rerender({ version: 4 });
    expect(result.current.version).toBe(3);
    act(() => result.current.rebase());
    expect(result.current.version).toBe(4);
    act(() => result.current.rebase(6));
    expect(result.current.version).toBe(6);
  });
});
