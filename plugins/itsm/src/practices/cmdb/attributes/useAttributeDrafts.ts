import { useDraft } from '@callboard/plugin-itsm-react';

/** What is being typed for an attribute. */
export interface AttributeDraft {
  text: string;
  /** What the attribute was when editing began, as JSON, and in which version. */
  base: string;
  version: number;
}

const NONE: Readonly<Record<string, AttributeDraft>> = {};

/** The attributes of an item that are being edited; they are still there after a reload. */
export function useAttributeDrafts(entityRef: string) {
  const [drafts, setDrafts] = useDraft<
    Readonly<Record<string, AttributeDraft>>
  >(`attributes/${entityRef}`, NONE);
  return {
    drafts,
    set: (key: string, draft: AttributeDraft) =>
      setDrafts({ ...drafts, [key]: draft }),
    close: (key: string) => {
      const { [key]: _, ...others } = drafts;
      setDrafts(others);
    },
  };
}
