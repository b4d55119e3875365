import type { Attachment } from '@callboard/plugin-itsm-common';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { readPicture } from './pictures';
import { useContent } from './useContent';

/** Whole screens are not sharper than this. */
const MOST_PIXELS = 2_400;

/** A picture that hangs on a record, drawn from its pixels. */
export function Picture(props: {
  number: string;
  attachment: Attachment;
  /** What it shows, for who cannot see it; absent where words beside it say so. */
  label?: string;
  /** Longest side, in pixels of the screen; as large as it is if absent. */
  size?: number;
  className?: string;
  /** In its place while it loads. */
  loading: ReactNode;
  /** In its place if it cannot be shown. */
  fallback: ReactNode;
}) {
  const { number, attachment, size = MOST_PIXELS, label } = props;
  const { id, mediaType, sha256 } = attachment;
  const content = useContent(number);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { data: picture, isError } = useQuery({
    // Its content never changes, so a change of the record does not load it again.
    queryKey: ['itsm-attachment-picture', id, sha256],
    queryFn: async ({ signal }) =>
      readPicture(mediaType, await content.read(id, signal)),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
    // Pixels have no end to compare.
    structuralSharing: false,
  });
  useEffect(() => {
    if (!picture || !canvas.current) return;
    const { width, height } = picture;
    const scale = Math.min(
      1,
      (size * devicePixelRatio) / Math.max(width, height),
    );
    canvas.current.width = Math.max(1, Math.round(width * scale));
    canvas.current.height = Math.max(1, Math.round(height * scale));
    const drawing = canvas.current.getContext('2d');
    if (drawing) {
      drawing.imageSmoothingQuality = 'high';
      drawing.drawImage(
        picture,
        0,
        0,
        canvas.current.width,
        canvas.current.height,
      );
    }
  }, [picture, size]);
  if (isError) return <>{props.fallback}</>;
  if (!picture) return <>{props.loading}</>;
  return (
    <canvas
      ref={canvas}
      className={props.className}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    />
  );
}
