import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Skeleton, Text } from '@backstage/ui';
import { nameOf } from '@callboard/plugin-itsm-common';
import { Message, useEntityHref, useGo } from '@callboard/plugin-itsm-react';
import {
  RiDownload2Line,
  RiExpandWidthLine,
  RiImageLine,
  RiZoomInLine,
  RiZoomOutLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CopyButton } from '../impact/CopyButton';
import { downloadText } from '../impact/keepText';
import { impactTranslationRef } from '../impact/translation';
import type { Diagram, Shape } from './diagram';
import { placesOfDiagram } from './diagramLayout';
import type { DiagramPlaces } from './diagramLayout';
import { DiagramSvg, IN_THEME, MARGIN, ON_PAPER } from './DiagramSvg';
import { toMermaid } from './mermaid';
import styles from './Picture.module.css';
import { svgFile } from './svgFile';
import { architectureTranslationRef } from './translation';
import { diagramWords } from './words';

const SHAPES: readonly Shape[] = [
  'system',
  'component',
  'api',
  'resource',
  'team',
];
/** Smaller letters cannot be read: the picture is moved about instead. */
const LEAST_ZOOM = 0.3;
const FIRST_ZOOM = 0.85;
const MOST_ZOOM = 2;
const MOST_WORDS = 200;

/** A picture on the page, with what can be done with it, and the same in words. */
export function Picture(props: {
  diagram: Diagram;
  /** What it shows, in a sentence. */
  says: string;
  partsLeftOut: number;
}) {
  const { diagram, says, partsLeftOut } = props;
  const { t } = useTranslationRef(architectureTranslationRef);
  const { t: counts } = useTranslationRef(impactTranslationRef);
  const hrefOf = useEntityHref();
  const go = useGo();
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [drawn, setDrawn] = useState<{
    diagram: Diagram;
    places?: DiagramPlaces;
    error?: unknown;
  }>();
  const words = useMemo(
    () => diagramWords(diagram, t, counts),
    [diagram, t, counts],
  );
  useEffect(() => {
    let wanted = true;
    placesOfDiagram(diagram, words).then(
      places => wanted && setDrawn({ diagram, places }),
      error => wanted && setDrawn({ diagram, error }),
    );
    return () => {
      wanted = false;
    };
  }, [diagram, words]);
  const known = drawn?.diagram === diagram ? drawn : undefined;
  const places = known?.places;
  const fitted = (least: number) => {
    const room = frame.current?.clientWidth;
    if (!places || !room) return 1;
    return Math.min(1, Math.max(least, room / (places.width + 40)));
  };
  useEffect(() => {
    const first = fitted(FIRST_ZOOM);
    setZoom(first);
    const middle = places?.boundary ?? places?.boxes.get(diagram.root.ref);
    const box = frame.current;
    // What is looked at stands in the middle, once it is drawn in this size.
    const timer = requestAnimationFrame(() => {
      if (!box || !middle) return;
      const { x, y, width, height } = middle;
      box.scrollLeft = (x + width / 2 + MARGIN) * first - box.clientWidth / 2;
      box.scrollTop = (y + height / 2 + MARGIN) * first - box.clientHeight / 2;
    });
    return () => cancelAnimationFrame(timer);
    // Only another picture is fitted by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [places]);

  const file = `${nameOf(diagram.root.ref)}-${diagram.level}`;
  const legend = [
    ...SHAPES.filter(shape => diagram.nodes.some(n => n.shape === shape)).map(
      shape => ({ shape, label: t(`legend.${shape}`), outside: false }),
    ),
    ...(diagram.nodes.some(({ inside }) => !inside)
      ? [
          {
            shape: 'component' as const,
            label: t('legend.outside'),
            outside: true,
          },
        ]
      : []),
  ];
  const saveSvg = async () => {
    if (!places) return;
    const generated = t('generated', {
      at: DateTime.now().toLocaleString(DateTime.DATETIME_MED),
    });
    downloadText(
      `${file}.svg`,
      'image/svg+xml',
      await svgFile(
        <DiagramSvg
          {...{ diagram, places, words, legend, generated }}
          palette={ON_PAPER}
        />,
      ),
    );
  };
  const mermaid = () => toMermaid(diagram, words);
  const titles = new Map(diagram.nodes.map(n => [n.id, words.titleOf(n)]));
  return (
    <div className={styles.picture}>
      <div className={styles.head}>
        <div role="status">
          <Text as="p" variant="body-large">
            {says}
          </Text>
          {(diagram.grouped || partsLeftOut > 0) && (
            <Text as="p" variant="body-medium" color="secondary">
              {diagram.grouped &&
                t('leftOut.grouped', { number: String(diagram.drawn) })}{' '}
              {partsLeftOut > 0 && t('leftOut.parts', { count: partsLeftOut })}
            </Text>
          )}
        </div>
        <div className={styles.tools}>
          <Button
            variant="secondary"
            iconStart={<RiDownload2Line />}
            isDisabled={!places}
            onPress={saveSvg}
          >
            {t('tools.svg')}
          </Button>
          <Button
            variant="secondary"
            iconStart={<RiDownload2Line />}
            onPress={() => downloadText(`${file}.mmd`, 'text/plain', mermaid())}
          >
            {t('tools.mermaid')}
          </Button>
          <CopyButton
            label={t('tools.copy')}
            copied={t('tools.copied')}
            failed={t('tools.notCopied')}
            text={mermaid}
          />
        </div>
      </div>
      {known?.error ? (
        <Message icon={<RiImageLine size={32} />} title={t('failed')}>
          {t('failedNext')}
        </Message>
      ) : (
        <div className={styles.around}>
          <div className={styles.zoom}>
            <ButtonIcon
              size="small"
              variant="secondary"
              icon={<RiZoomInLine />}
              aria-label={t('tools.zoomIn')}
              isDisabled={zoom >= MOST_ZOOM}
              onPress={() => setZoom(z => Math.min(MOST_ZOOM, z * 1.25))}
            />
            <ButtonIcon
              size="small"
              variant="secondary"
              icon={<RiZoomOutLine />}
              aria-label={t('tools.zoomOut')}
              isDisabled={zoom <= LEAST_ZOOM}
              onPress={() => setZoom(z => Math.max(LEAST_ZOOM, z / 1.25))}
            />
            <ButtonIcon
              size="small"
              variant="secondary"
              icon={<RiExpandWidthLine />}
              aria-label={t('tools.fit')}
              onPress={() => setZoom(fitted(LEAST_ZOOM))}
            />
          </div>
          {/* What scrolls must be reached by the keyboard. */}
          <div
            ref={frame}
            className={styles.frame}
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="region"
            aria-label={words.title}
          >
            {places ? (
              <DiagramSvg
                {...{ diagram, places, words, legend, zoom, hrefOf }}
                palette={IN_THEME}
                onGo={go}
              />
            ) : (
              <div aria-busy="true" aria-label={t('drawing')}>
                <Skeleton height={420} />
              </div>
            )}
          </div>
        </div>
      )}
      {diagram.edges.length > 0 && (
        <details className={styles.words}>
          <summary>
            {t('words', { number: String(diagram.edges.length) })}
          </summary>
          <ul>
            {diagram.edges.slice(0, MOST_WORDS).map(edge => (
              <li key={`${edge.from} ${edge.to}`}>
                {t('verbs.sentence', {
                  from: titles.get(edge.from) ?? edge.from,
                  verb: words.verbOf(edge),
                  to: titles.get(edge.to) ?? edge.to,
                })}
              </li>
            ))}
          </ul>
          {diagram.edges.length > MOST_WORDS && (
            <p>{t('moreWords', { number: String(MOST_WORDS) })}</p>
          )}
        </details>
      )}
    </div>
  );
}
