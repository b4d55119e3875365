/** Where a downloaded file is kept. */
export interface SaveTarget {
  /** Takes the whole file. Of one that breaks off nothing is kept. */
  keep(
    body: ReadableStream<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<void>;
  /** Takes away what the choice of the place has left behind, after a file that did not come. */
  discard(): Promise<void>;
}

/** The part of the File System Access API that is not in TypeScript's library yet. */
type SavingWindow = Window & {
  showSaveFilePicker?: (options: {
    id: string;
    suggestedName: string;
    types: Array<{ accept: Record<string, string[]> }>;
  }) => Promise<RemovableHandle>;
};
type RemovableHandle = FileSystemFileHandle & { remove?: () => Promise<void> };

/** Straight to disk: the browser puts the file in its place only when all of it is there. */
function onDisk(handle: RemovableHandle): SaveTarget {
  return {
    async keep(body, signal) {
      const writable = await handle.createWritable();
      await body.pipeTo(writable, { signal });
    },
    async discard() {
      try {
        // Choosing a place makes an empty file there. A file with something in it is an older one.
        const { size } = await handle.getFile();
        if (size === 0) await handle.remove?.();
      } catch {
        // It may be gone, or this browser cannot: an empty file is no half one.
      }
    },
  };
}

/** By way of the browser's downloads, which take only a file that is there as a whole. */
export function asDownload(fileName: string): SaveTarget {
  return {
    async keep(body) {
      const blob = await new Response(body).blob();
      const address = URL.createObjectURL(blob);
      const link = document.createElement('a');
      link.href = address;
      link.download = fileName;
      link.click();
      // The browser has taken hold of it by then.
      setTimeout(() => URL.revokeObjectURL(address), 1_000);
    },
    discard: async () => {},
  };
}

/**
 * Asks where to keep a CSV file, in browsers that can write to disk while the file comes in;
 * others keep it among their downloads. To be called at once when a button is pressed: later on,
 * browsers take the question for one that nobody asked.
 *
 * @returns undefined if the person thought better of it
 */
export async function chooseTarget(
  fileName: string,
): Promise<SaveTarget | undefined> {
  const { showSaveFilePicker } = window as SavingWindow;
  if (!showSaveFilePicker) return asDownload(fileName);
  try {
    return onDisk(
      await showSaveFilePicker.call(window, {
        id: 'callboard-export',
        suggestedName: fileName,
        types: [{ accept: { 'text/csv': ['.csv'] } }],
      }),
    );
  } catch (e) {
    if ((e as Error).name === 'AbortError') return undefined;
    // Not everywhere where it is there may it be used, for instance in a frame.
    return asDownload(fileName);
  }
}
