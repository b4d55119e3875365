import { useEffect, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { bringsFiles, pastedFiles } from './filesOf';

/**
 * Takes in files that are dropped on a part of the page, or pasted anywhere on it.
 *
 * @param onFiles - absent where none may be added
 * @param nameOf - a name for what was pasted without one
 */
export function useFileDrop(
  onFiles: ((files: File[]) => void) | undefined,
  nameOf: (extension: string) => string,
) {
  const [isOver, setOver] = useState(false);
  // Every part within is entered and left, too.
  const depth = useRef(0);
  const taking = useRef({ onFiles, nameOf });
  taking.current = { onFiles, nameOf };

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { onFiles: take, nameOf: name } = taking.current;
      if (!take || event.defaultPrevented) return;
      const files = pastedFiles(event.clipboardData, name);
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);

  const step = (by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const concerned = (event: DragEvent) =>
    onFiles !== undefined && bringsFiles(event.dataTransfer);
  return {
    isOver,
    zone: {
      onDragEnter: (event: DragEvent) => concerned(event) && step(1),
      onDragLeave: (event: DragEvent) => concerned(event) && step(-1),
      onDragOver: (event: DragEvent) => {
        if (concerned(event)) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        if (!concerned(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onFiles!(Array.from(event.dataTransfer.files));
      },
    },
  };
}
